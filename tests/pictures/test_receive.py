"""What the upload handler keeps, seen through a form on a bare request."""

from io import BytesIO

import pytest
from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import RequestFactory
from PIL import Image
from pytest_django import Settings

from imagetransfer.pictures.decoding import AcceptedPicture
from imagetransfer.pictures.forms import PictureField, refusal_status


class PhotoForm(forms.Form):
    photo = PictureField()
    note = forms.CharField(required=False)


def form_with(rf: RequestFactory, data: bytes) -> PhotoForm:
    """Return the form, filled in and checked, of a request that is over."""
    photo = SimpleUploadedFile("photo.exe", data, content_type="text/html")
    request = rf.post("/", {"photo": photo, "note": "after the file"})
    form = PhotoForm(request.POST, request.FILES)
    form.full_clean()
    request.close()
    return form


def a_picture() -> bytes:
    buffer = BytesIO()
    Image.effect_noise((60, 40), 50).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_picture_comes_out_of_the_form_accepted_whatever_its_name(rf: RequestFactory) -> None:
    form = form_with(rf, a_picture())

    assert form.is_valid()
    assert isinstance(form.cleaned_data["photo"], AcceptedPicture)
    assert form.cleaned_data["photo"].width == 60


def test_a_file_over_the_limit_is_refused_beside_its_field_and_the_rest_of_the_form_is_kept(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.UPLOAD_MAX_BYTES = 200_000

    form = form_with(rf, bytes(300_000))

    assert refusal_status(form) == 413
    assert list(form.errors) == ["photo"]
    assert form.cleaned_data["note"] == "after the file"


class TwoPhotosForm(forms.Form):
    first = PictureField()
    second = PictureField()


def test_the_limit_is_one_files_and_not_that_of_all_together(rf: RequestFactory, settings: Settings) -> None:
    picture = a_picture()
    settings.UPLOAD_MAX_BYTES = len(picture) * 3 // 2
    photos = {name: SimpleUploadedFile("photo.png", picture) for name in ("first", "second")}

    request = rf.post("/", photos)
    form = TwoPhotosForm(request.POST, request.FILES)

    assert form.is_valid(), form.errors
    request.close()


def test_what_exceeds_the_limit_is_not_kept(rf: RequestFactory, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 200_000

    request = rf.post("/", {"photo": SimpleUploadedFile("photo.jpg", bytes(300_000))})

    photo = request.FILES["photo"]
    assert isinstance(photo, UploadedFile)
    assert (photo.size, photo.read()) == (300_000, b"")


def test_a_hopelessly_large_request_is_not_even_read(rf: RequestFactory, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    request = rf.post("/", {"photo": SimpleUploadedFile("photo.jpg", bytes(5000))})

    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018 - looking at the files is what parses the request


@pytest.mark.parametrize(("data", "status"), [(b"no picture", 415), (a_picture()[:500], 400)])
def test_a_refused_picture_carries_its_status(rf: RequestFactory, data: bytes, status: int) -> None:
    assert refusal_status(form_with(rf, data)) == status


def test_a_missing_picture_is_a_bad_request(rf: RequestFactory) -> None:
    request = rf.post("/", {"note": "no file"})

    assert refusal_status(PhotoForm(request.POST, request.FILES)) == 400
