"""The picker's page: every style, the photo that is chosen, and what can be chosen for it."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from algorithms.styles.catalogue import Style
from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, WEIGHTS
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import SHEET, picture_keep
from imagetransfer.online.batches import MOST_PHOTOS
from imagetransfer.online.examples import EXAMPLES
from imagetransfer.online.forms import PickerForm
from imagetransfer.online.own_picture import CARDS
from imagetransfer.online.style_form import USUAL_WEIGHT
from imagetransfer.pictures.forms import ACCEPT
from imagetransfer.pictures.receive import REQUEST_UPLOADS
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import entry_of, own_styles_of

_FORM_BYTES = 1_000_000  # room in a request for what is not a photo


def styles_yours(request: HttpRequest) -> list[Style]:
    """Return the styles that the visitor's browser brought."""
    return [entry_of(own) for own in own_styles_of(request)]


def picker_page(
    request: HttpRequest, form: PickerForm, brought: Mapping[str, OwnStyle] = MappingProxyType({}), status: int = 200
) -> HttpResponse:
    """Show the picker; the photo that came with a form is kept."""
    picture = form.picture_to_keep() if form.is_bound else None
    photo = picture_keep(picture=picture, client=client_of(request)) if picture else form.earlier_photo()
    form.places = _places(photo) if photo else {}
    context = {
        "form": form,
        "photo": photo,
        "examples": EXAMPLES,
        "own_cards": [*form.own_cards("painting"), *form.own_cards("photographic")],
        "new_cards": [(card, brought.get(card.field)) for card in CARDS],
        "usual_weight": USUAL_WEIGHT,
        "groups": [
            {"kind": "painting", "title": _("Paintings"), "cards": form.cards("painting")},
            {"kind": "photographic", "title": _("Lights"), "cards": form.cards("photographic")},
        ],
        "most_styles": MOST_STYLES,
        "weights": WEIGHTS,
        "accept": ACCEPT,
        "least_side": LEAST_SIDE,
        "most_photos": MOST_PHOTOS,
        "max_together": REQUEST_UPLOADS * settings.UPLOAD_MAX_BYTES - _FORM_BYTES,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000,
    }
    return render(request, "online/create.html", context, status=status)


def sheet_addresses(photo: Job) -> list[str]:
    """Return the addresses of the sheets that show the photo in styles by now."""
    count = math.ceil(len(photo.wall) / SHEET)
    return [reverse("online:sheet", args=[photo.pk, number]) for number in range(count)]


def _places(photo: Job) -> dict[str, tuple[str, int]]:
    sheets = sheet_addresses(photo)
    return {slug: (sheets[place // SHEET], place % SHEET) for place, slug in enumerate(photo.wall)}
