"""The picker: one photo and one style or a mix of some become a job, several photos a batch of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from algorithms.errors import UserError
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.jobs.browsers import browser_keep, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.full_size import full_size_ask
from imagetransfer.jobs.my_jobs import keys_mine, remember
from imagetransfer.online.batches import photos_paint
from imagetransfer.online.forms import PickerForm, SeveralPhotosForm
from imagetransfer.online.own_picture import own_pictures_brought
from imagetransfer.online.picker_page import picker_page, styles_yours
from imagetransfer.online.services import photo_paint
from imagetransfer.pictures.forms import refusal_status
from imagetransfer.styles.models import OwnStyle


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Show the picker; on a valid POST queue the job and go to its page, on another one keep the photo that came."""
    if request.method != "POST":
        initial = PickerForm.initial_in(request.GET.dict())
        return picker_page(request, PickerForm(initial=initial, own=keys_mine(request), yours=styles_yours(request)))
    browser = browser_or_new(request)
    brought = own_pictures_brought(request, browser)
    form_of = SeveralPhotosForm if len(request.FILES.getlist("picture")) > 1 else PickerForm
    form = form_of(brought.data, request.FILES, own=keys_mine(request), yours=styles_yours(request))
    if brought.refusal:
        form.refuse_style(brought.refusal)
    response = _painted(request, form, brought.styles)
    if brought.styles:
        browser_keep(response, browser)
    return response


def _painted(request: HttpRequest, form: PickerForm, brought: dict[str, OwnStyle]) -> HttpResponse:
    """Go to the page of the new job, or of the new batch; a form that is refused is shown again."""
    if not form.is_valid():
        return picker_page(request, form, brought, status=refusal_status(form))
    try:
        if isinstance(form, SeveralPhotosForm):
            return _batch_painted(request, form)
        chosen = {name: form.cleaned_data[name] for name in ("options", "picture", "photo", "keep_size", "replaces")}
        job = photo_paint(**chosen, client=client_of(request), wants_full=False)
        if form.cleaned_data["full_size"]:
            full_size_ask(job)
        return remember(request, redirect(job), job)
    except UserError as error:
        add_to_form(form, error)
        return told(picker_page(request, form, brought, status=status_of(error)), error)


def _batch_painted(request: HttpRequest, form: SeveralPhotosForm) -> HttpResponse:
    """Queue a job for each photo."""
    chosen = {name: form.cleaned_data[name] for name in ("options", "keep_size")}
    batch = photos_paint(files=form.cleaned_data["picture"], **chosen, client=client_of(request))
    return remember(request, redirect(batch), *batch.jobs.order_by("created"))
