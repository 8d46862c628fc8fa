"""The picker: one photo, one style or a mix of some, one job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from algorithms.errors import UserError
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.jobs.browsers import browser_keep, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.full_size import full_size_ask
from imagetransfer.jobs.my_jobs import keys_mine, remember
from imagetransfer.online.forms import PickerForm
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
    form = PickerForm(brought.data, request.FILES, own=keys_mine(request), yours=styles_yours(request))
    if brought.refusal:
        form.refuse_style(brought.refusal)
    response = _painted(request, form, brought.styles)
    if brought.styles:
        browser_keep(response, browser)
    return response


def _painted(request: HttpRequest, form: PickerForm, brought: dict[str, OwnStyle]) -> HttpResponse:
    """Go to the new job's page; a form that is refused is shown again."""
    if not form.is_valid():
        return picker_page(request, form, brought, status=refusal_status(form))
    try:
        chosen = {name: form.cleaned_data[name] for name in ("options", "picture", "photo", "keep_size", "replaces")}
        job = photo_paint(**chosen, client=client_of(request), wants_full=False)
        if form.cleaned_data["full_size"]:
            full_size_ask(job)
        return remember(request, redirect(job), job)
    except UserError as error:
        add_to_form(form, error)
        return told(picker_page(request, form, brought, status=status_of(error)), error)
