"""The picker: one photo, one style or a mix of some, one job."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from algorithms.errors import UserError
from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, WEIGHTS
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.drafts import picture_keep
from imagetransfer.jobs.my_jobs import keys_mine, remember
from imagetransfer.online.forms import PickerForm
from imagetransfer.online.services import photo_paint
from imagetransfer.pictures.forms import ACCEPT, refusal_status


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Show the picker; on a valid POST queue the job and go to its page, on another one keep the photo that came."""
    if request.method != "POST":
        initial = PickerForm.initial_in(request.GET.dict())
        return _picker(request, PickerForm(initial=initial, own=keys_mine(request)))
    form = PickerForm(request.POST, request.FILES, own=keys_mine(request))
    if not form.is_valid():
        return _picker(request, form, status=refusal_status(form))
    try:
        chosen = {name: form.cleaned_data[name] for name in ("options", "picture", "photo", "keep_size", "replaces")}
        job = photo_paint(**chosen, client=client_of(request))
        return remember(request, redirect(job), job)
    except UserError as error:
        add_to_form(form, error)
        return told(_picker(request, form, status=status_of(error)), error)


def _picker(request: HttpRequest, form: PickerForm, status: int = 200) -> HttpResponse:
    picture = form.cleaned_data.get("picture") if form.is_bound else None
    context = {
        "form": form,
        "photo": picture_keep(picture=picture, client=client_of(request)) if picture else form.earlier_photo(),
        "groups": [
            {"kind": "painting", "title": "Paintings", "cards": form.cards("painting")},
            {"kind": "photographic", "title": "Lights", "cards": form.cards("photographic")},
        ],
        "most_styles": MOST_STYLES,
        "weights": WEIGHTS,
        "accept": ACCEPT,
        "least_side": LEAST_SIDE,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000,
    }
    return render(request, "online/create.html", context, status=status)
