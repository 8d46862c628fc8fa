"""A photo that was chosen in the picker: itself in every style, and previews of what is chosen for it."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from algorithms.errors import UserError
from algorithms.styles.options_text import mix_text
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.files import places
from imagetransfer.files.sending import file_response
from imagetransfer.jobs.browsers import browser_keep, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import job_mine, keys_mine, remember
from imagetransfer.jobs.photos import SHEET, photo_try
from imagetransfer.online.forms import ChosenPhotoForm, PickerForm
from imagetransfer.online.own_picture import own_pictures_brought
from imagetransfer.online.picker_page import picker_page, sheet_addresses, styles_yours
from imagetransfer.online.services import photo_put
from imagetransfer.pictures.forms import refusal_status

_FOR_EVER = "private, max-age=86400, immutable"


# A phone that shares a photo sends no token of ours; another site could make a visitor keep a photo for a day, no more.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the photo that came, or take an example's or an earlier one's, and have it shown in every style."""
    yours = styles_yours(request)
    form = ChosenPhotoForm(request.POST, request.FILES, own=keys_mine(request), yours=yours)
    form.is_valid()
    if form.errors.keys() & form.sources:
        form.errors.pop("style", None)
        return picker_page(request, form, status=refusal_status(form))
    chosen = {name: form.cleaned_data[name] for name in ("picture", "photo", "example")}
    try:
        photo = photo_put(**chosen, own=[style.slug for style in yours], client=client_of(request))
    except UserError as error:
        form.errors.pop("style", None)
        add_to_form(form, error)
        return told(picker_page(request, form, status=status_of(error)), error)
    return remember(request, _chosen(request, form, photo), photo)


def _chosen(request: HttpRequest, form: PickerForm, photo: Job) -> HttpResponse:
    """Tell a script which photo it is, and lead everybody else to it."""
    if "json" in request.headers.get("Accept", ""):
        return JsonResponse(wall_of(photo))
    mix = form["style"].value()
    query = {"photo": photo.pk} | ({"styles": mix_text(mix)} if mix else {})
    return redirect(f"{reverse('online:create')}?{urlencode(query, safe=':,')}")


@require_safe
def wall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a script's question in which styles the photo is shown by now."""
    response = JsonResponse(wall_of(job_mine(request, pk, kind=Job.Kind.PHOTO)))
    response["Cache-Control"] = "private, no-store"
    return response


def wall_of(photo: Job) -> dict[str, object]:
    """Return what the page has to know of a chosen photo."""
    return {
        "photo": str(photo.pk),
        "address": reverse("online:wall", args=[photo.pk]),
        "picture": reverse("jobs:photo", args=[photo.pk]),
        "width": photo.width,
        "height": photo.height,
        "wanted": len(photo.parameters["wall"]),
        "slugs": photo.wall,
        "sheets": sheet_addresses(photo),
        "is_open": photo.is_open,
        "message": photo.message,
    }


@require_safe
def sheet(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Send one sheet of the photo in some styles."""
    photo = job_mine(request, pk, kind=Job.Kind.PHOTO)
    if number * SHEET >= len(photo.wall):
        return HttpResponse(status=404)
    return file_response(places.photo_sheet(photo.pk, number), "image/webp", cache_control=_FOR_EVER)


@require_POST
def choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the photo previewed with what is chosen; a picture that came as the style becomes one."""
    photo = job_mine(request, pk, kind=Job.Kind.PHOTO)
    browser = browser_or_new(request)
    brought = own_pictures_brought(request, browser)
    brought.data["photo"] = str(pk)
    form = PickerForm(brought.data, own=keys_mine(request), yours=styles_yours(request))
    if brought.refusal:
        form.refuse_style(brought.refusal)
    if not form.is_valid():
        return picker_page(request, form, brought.styles, status=refusal_status(form))
    name = photo_try(photo=photo, options=form.cleaned_data["options"], keep_size=form.cleaned_data["keep_size"])
    answer = {"preview": reverse("online:preview", args=[photo.pk, name])}
    response = JsonResponse(answer | {"brought": {field: own.slug for field, own in brought.styles.items()}})
    if brought.styles:
        browser_keep(response, browser)
    return response


@require_safe
def preview(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """Send a preview; 204 while it is painted, 422 and a sentence if it cannot be."""
    photo = job_mine(request, pk, kind=Job.Kind.PHOTO)
    if name in photo.tries:
        return file_response(places.photo_try(photo.pk, name), "image/jpeg", cache_control=_FOR_EVER)
    if photo.is_open:
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    return HttpResponse(photo.message, status=422, content_type="text/plain; charset=utf-8")
