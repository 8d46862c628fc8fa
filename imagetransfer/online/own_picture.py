"""The picker's card for a picture of one's own as the style.

It becomes a style before the rest of the form is looked at, and so is kept whatever else is refused.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, gettext_lazy

from imagetransfer.jobs.clients import client_of
from imagetransfer.pictures.forms import PictureField
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_add

NEW = "new"
"""What the card says in the place of a slug, as long as the style has none."""


class OwnPictureForm(forms.Form):
    """A picture as the style."""

    own_picture = PictureField(
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Please choose another picture as the style.")},
    )


@dataclass(frozen=True)
class Brought:
    """The data of the picker's form, with the new style's slug in place of `NEW`; `refusal` is of the picture."""

    data: QueryDict
    style: OwnStyle | None
    refusal: forms.ValidationError | None


def own_picture_brought(request: HttpRequest, browser: str) -> Brought:
    """Make the picture that came with the form a style of this browser."""
    form, data = OwnPictureForm(request.POST, request.FILES), request.POST.copy()
    is_chosen = NEW in data.getlist("style")
    data.setlist("style", [slug for slug in data.getlist("style") if slug != NEW])
    if not form.is_valid():
        return Brought(data, None, form.errors.as_data()["own_picture"][0])
    picture = form.cleaned_data["own_picture"]
    if picture is None:
        missing = forms.ValidationError(gettext("Please choose the picture that shall be the style."), code="required")
        return Brought(data, None, missing if is_chosen else None)
    file = cast("UploadedFile[bytes]", request.FILES["own_picture"])
    own = own_style_add(
        picture=picture, title=PurePath(file.name or "").stem, browser=browser, client=client_of(request)
    )
    data.appendlist("style", own.slug)
    data[f"weight-{own.slug}"] = data.get(f"weight-{NEW}", "")
    return Brought(data, own, None)
