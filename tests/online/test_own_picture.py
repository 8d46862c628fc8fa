"""Any picture as the style, in the picker."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from imagetransfer.upkeep import retention
from tests.styles.makers import own_style, own_style_in

pytestmark = pytest.mark.django_db

STYLE = styles_of("painting")[0].slug
LIGHT = styles_of("photographic")[0].slug


def picture(name: str = "Sunflowers.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_a_picture_alone_is_the_style_and_the_browser_has_it_next_time(client: Client) -> None:
    answer = client.post("/online/", {"own_picture": picture(), "picture": picture("photo.jpg")})

    own, job = OwnStyle.objects.get(), Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jobs/{job.pk}/")
    assert job.parameters["styles"] == {own.slug: 100}
    assert (own.title, len(own.browser), len(own.client)) == ("Sunflowers", 32, 64)
    page = client.get("/online/").content.decode()
    assert f'value="{own.slug}"' in page
    assert f"/styles/own/{own.slug}/picture.jpg" in page
    assert own.slug not in Client().get("/online/").content.decode()


def test_a_photo_alone_is_the_light_and_the_browser_has_it_next_time(client: Client) -> None:
    client.post("/online/", {"own_light": picture("Evening.jpg"), "picture": picture("photo.jpg")})

    own = OwnStyle.objects.get()
    assert (own.kind, own.title) == ("photographic", "Evening")
    assert Job.objects.get().parameters["styles"] == {own.slug: 100}
    assert f'value="{own.slug}"' in client.get("/online/").content.decode()


def test_a_light_of_ones_own_mixes_with_others(client: Client) -> None:
    chosen = {"style": [LIGHT, "new-light"], "weight-new-light": "30", f"weight-{LIGHT}": "70"}

    client.post("/online/", chosen | {"own_light": picture(), "picture": picture()})

    assert Job.objects.get().parameters["styles"] == {LIGHT: 70, OwnStyle.objects.get().slug: 30}


def test_a_painting_and_a_light_of_ones_own_do_not_mix_and_both_stay(client: Client) -> None:
    answer = client.post("/online/", {"own_picture": picture(), "own_light": picture(), "picture": picture()})

    assert answer.status_code == 400
    assert "A painting and a light cannot be mixed" in answer.content.decode()
    assert {own.kind for own in OwnStyle.objects.all()} == {"painting", "photographic"}


def test_it_mixes_with_others_by_its_weight(client: Client) -> None:
    chosen = {"style": [STYLE, "new"], "weight-new": "30", f"weight-{STYLE}": "70"}

    client.post("/online/", chosen | {"own_picture": picture(), "picture": picture()})

    assert Job.objects.get().parameters["styles"] == {STYLE: 70, OwnStyle.objects.get().slug: 30}


def test_it_is_kept_and_chosen_when_the_photo_is_missing(client: Client) -> None:
    answer = client.post("/online/", {"style": "new", "own_picture": picture()})

    own, page = OwnStyle.objects.get(), answer.content.decode()
    assert answer.status_code == 400
    assert "Please choose a photo to paint." in page
    assert f'data-brought="{own.slug}"' in page
    assert page.count(" checked") == 1
    client.post("/online/", {"style": own.slug, "picture": picture()})
    assert Job.objects.get().parameters["styles"] == {own.slug: 100}


@pytest.mark.parametrize(
    ("field", "new", "content", "status", "sentence"),
    [
        ("own_picture", "new", b"no picture", 415, "please choose a JPEG, PNG, WebP or HEIC file"),
        ("own_picture", "new", b"", 400, "This file is empty. Please choose another picture as the style."),
        ("own_light", "new-light", b"no picture", 415, "please choose a JPEG, PNG, WebP or HEIC file"),
        ("own_light", "new-light", b"", 400, "This file is empty. Please choose another photo for its light."),
    ],
)
def test_a_file_that_can_be_no_style_is_told_and_the_photo_kept(
    client: Client, field: str, new: str, content: bytes, status: int, sentence: str
) -> None:
    file = SimpleUploadedFile("style.jpg", content, "image/jpeg")

    answer = client.post("/online/", {"style": new, field: file, "picture": picture()})

    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "Please pick a style" not in page
    assert "Your photo is here already." in page
    assert not OwnStyle.objects.exists()


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("new", "Please choose the picture that shall be the style."),
        ("new-light", "Please choose the photo whose light to take."),
    ],
)
def test_the_card_without_a_picture_asks_for_one(client: Client, new: str, sentence: str) -> None:
    answer = client.post("/online/", {"style": new, "picture": picture()})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_light_does_not_mix_with_it_and_it_stays(client: Client) -> None:
    answer = client.post("/online/", {"style": [LIGHT], "own_picture": picture(), "picture": picture()})

    assert answer.status_code == 400
    assert "A painting and a light cannot be mixed" in answer.content.decode()
    assert OwnStyle.objects.exists()


def test_a_link_shows_somebody_elses_style_chosen(client: Client) -> None:
    own = own_style()

    page = client.get(f"/online/?styles={own.slug}:60,{STYLE}:40").content.decode()

    assert page.count(" checked") == 2
    assert own.title in page


def test_painting_with_it_keeps_it(client: Client) -> None:
    own = own_style_in(client)
    OwnStyle.objects.update(used="2020-01-01T00:00:00Z")

    client.post("/online/", {"style": own.slug, "picture": picture()})
    retention.prune()

    assert OwnStyle.objects.get() == own
