"""The picker: one photo, one style or a mix of some, one job."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, WEIGHTS
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.my_jobs import remember
from imagetransfer.jobs.services import QueueFull
from imagetransfer.online.forms import PickerForm
from imagetransfer.online.services import photo_paint
from imagetransfer.pictures.forms import ACCEPT, refusal_status


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Show the picker; on a valid POST queue the job and go to its page."""
    if request.method != "POST":
        return _picker(request, PickerForm(initial=PickerForm.initial_in(request.GET.dict())))
    form = PickerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _picker(request, form, status=refusal_status(form))
    try:
        chosen = {name: form.cleaned_data[name] for name in ("options", "picture", "photo", "keep_size")}
        job = photo_paint(**chosen, client=client_of(request))
        return remember(request, redirect(job), job)
    except QueueFull as full:
        form.add_error(None, f"Many pictures are waiting just now. Please try again in {full.retry_after} seconds.")
        answer = _picker(request, form, status=503)
        answer.headers["Retry-After"] = str(full.retry_after)
        return answer


def _picker(request: HttpRequest, form: PickerForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "photo": form.earlier_photo(),
        "groups": [
            {"kind": "painting", "title": "Painting", "cards": form.cards("painting")},
            {"kind": "photographic", "title": "Photo", "cards": form.cards("photographic")},
        ],
        "most_styles": MOST_STYLES,
        "weights": WEIGHTS,
        "accept": ACCEPT,
        "least_side": LEAST_SIDE,
        "max_bytes": settings.UPLOAD_MAX_BYTES,
        "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000,
    }
    return render(request, "online/create.html", context, status=status)
