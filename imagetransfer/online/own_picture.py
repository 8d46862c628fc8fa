"""The picker's cards for a picture of one's own as the style: a painting, or a photo for its light.

It becomes a style before the rest of the form is looked at, and so is kept whatever else is refused.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from algorithms.styles.catalogue import Kind
from imagetransfer.jobs.clients import client_of
from imagetransfer.pictures.forms import PictureField
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_add


@dataclass(frozen=True)
class OwnCard:
    """A card that takes a picture.

    Attributes
    ----------
    kind : "painting" or "photographic"
    field : the name of its file in the form
    new : what it says in the place of a slug, as long as its style has none
    missing : what is said when it is chosen without a picture
    """

    kind: Kind
    field: str
    new: str
    missing: Promise | str


CARDS = (
    OwnCard("painting", "own_picture", "new", _("Please choose the picture that shall be the style.")),
    OwnCard("photographic", "own_light", "new-light", _("Please choose the photo whose light to take.")),
)


class OwnPictureForm(forms.Form):
    """A picture as the style."""

    own_picture = PictureField(
        required=False,
        error_messages={"empty": _("This file is empty. Please choose another picture as the style.")},
    )
    own_light = PictureField(
        required=False,
        error_messages={"empty": _("This file is empty. Please choose another photo for its light.")},
    )


@dataclass(frozen=True)
class Brought:
    """The data of the picker's form, with new styles' slugs in the places of `OwnCard.new`.

    `styles` are the new ones by their cards' fields; `refusal` is of a picture.
    """

    data: QueryDict
    styles: dict[str, OwnStyle]
    refusal: forms.ValidationError | None


def own_pictures_brought(request: HttpRequest, browser: str) -> Brought:
    """Make the pictures that came with the form styles of this browser."""
    form, brought = OwnPictureForm(request.POST, request.FILES), Brought(request.POST.copy(), {}, None)
    if not form.is_valid():
        (field, *_), data = form.errors.as_data(), brought.data
        data.setlist("style", [slug for slug in data.getlist("style") if slug not in {card.new for card in CARDS}])
        return Brought(data, {}, form.errors.as_data()[field][0])
    for card in CARDS:
        brought = _with_card(brought, card, form, request, browser)
    return brought


def _with_card(brought: Brought, card: OwnCard, form: OwnPictureForm, request: HttpRequest, browser: str) -> Brought:
    """Make the picture of one card a style."""
    data, picture = brought.data, form.cleaned_data[card.field]
    is_chosen = card.new in data.getlist("style")
    data.setlist("style", [slug for slug in data.getlist("style") if slug != card.new])
    if picture is None:
        missing = forms.ValidationError(str(card.missing), code="required")
        return Brought(data, brought.styles, missing if is_chosen else brought.refusal)
    file = cast("UploadedFile[bytes]", request.FILES[card.field])
    own = own_style_add(
        picture=picture,
        kind=card.kind,
        title=PurePath(file.name or "").stem,
        browser=browser,
        client=client_of(request),
    )
    data.appendlist("style", own.slug)
    data[f"weight-{own.slug}"] = data.get(f"weight-{card.new}", "")
    return Brought(data, {**brought.styles, card.field: own}, brought.refusal)
