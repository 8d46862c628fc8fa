"""The picker: one photo, one style or a mix of some, one job."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from algorithms.errors import UserError
from algorithms.styles.catalogue import Style
from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, WEIGHTS
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.jobs.browsers import browser_keep, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.drafts import picture_keep
from imagetransfer.jobs.my_jobs import keys_mine, remember
from imagetransfer.online.forms import PickerForm
from imagetransfer.online.own_picture import NEW, own_picture_brought
from imagetransfer.online.services import photo_paint
from imagetransfer.online.style_form import USUAL_WEIGHT
from imagetransfer.pictures.forms import ACCEPT, refusal_status
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import entry_of, own_styles_of


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Show the picker; on a valid POST queue the job and go to its page, on another one keep the photo that came."""
    if request.method != "POST":
        initial = PickerForm.initial_in(request.GET.dict())
        return _picker(request, PickerForm(initial=initial, own=keys_mine(request), yours=_yours(request)))
    browser = browser_or_new(request)
    brought = own_picture_brought(request, browser)
    form = PickerForm(brought.data, request.FILES, own=keys_mine(request), yours=_yours(request))
    if brought.refusal:
        form.refuse_style(brought.refusal)
    response = _painted(request, form, brought.style)
    if brought.style:
        browser_keep(response, browser)
    return response


def _painted(request: HttpRequest, form: PickerForm, brought: OwnStyle | None) -> HttpResponse:
    """Go to the new job's page; a form that is refused is shown again."""
    if not form.is_valid():
        return _picker(request, form, brought, status=refusal_status(form))
    try:
        chosen = {name: form.cleaned_data[name] for name in ("options", "picture", "photo", "keep_size", "replaces")}
        job = photo_paint(**chosen, client=client_of(request))
        return remember(request, redirect(job), job)
    except UserError as error:
        add_to_form(form, error)
        return told(_picker(request, form, brought, status=status_of(error)), error)


def _yours(request: HttpRequest) -> list[Style]:
    return [entry_of(own) for own in own_styles_of(request)]


def _picker(request: HttpRequest, form: PickerForm, brought: OwnStyle | None = None, status: int = 200) -> HttpResponse:
    picture = form.cleaned_data.get("picture") if form.is_bound else None
    context = {
        "form": form,
        "photo": picture_keep(picture=picture, client=client_of(request)) if picture else form.earlier_photo(),
        "own_cards": form.own_cards("painting"),
        "brought": brought,
        "new": NEW,
        "usual_weight": USUAL_WEIGHT,
        "groups": [
            {"kind": "painting", "title": _("Paintings"), "cards": form.cards("painting")},
            {"kind": "photographic", "title": _("Lights"), "cards": form.cards("photographic")},
        ],
        "most_styles": MOST_STYLES,
        "weights": WEIGHTS,
        "accept": ACCEPT,
        "least_side": LEAST_SIDE,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000,
    }
    return render(request, "online/create.html", context, status=status)
