"""A job's page, its live part, and its pictures: the owner's; `shown.py` has what others see."""

from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from algorithms.styles.catalogue import WORKING_SIDE
from algorithms.styles.options import LEAST_SIDE, MOST_STYLES, WEIGHTS, FastOptions
from algorithms.styles.options_text import to_texts
from imagetransfer.files.sending import file_response
from imagetransfer.job_pages.prints import prints
from imagetransfer.job_pages.shown import page_for_everybody
from imagetransfer.job_pages.your_pictures import private_link_opened
from imagetransfer.jobs import durations, polling, selectors
from imagetransfer.jobs.curves import losses_chart
from imagetransfer.jobs.full_size import full_size_await
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import is_mine, job_mine, job_to_inspect
from imagetransfer.jobs.online_durations import online_seconds_left
from imagetransfer.jobs.options_in_words import how_in_words, in_words, listed
from imagetransfer.jobs.owners import PARAMETER, owners_path
from imagetransfer.online.style_form import FastForm
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels
from imagetransfer.styles.own_selectors import entry_of, own_styles_of
from imagetransfer.styles.own_views import refine_context

_FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the job's page to its owner with all that can be done, and to everybody else what there is to see."""
    found = get_object_or_404(Job, pk=pk)
    if PARAMETER in request.GET:
        return private_link_opened(request, found)
    if found.kind == Job.Kind.PHOTO:
        return redirect(f"{reverse('online:create')}?photo={found.pk}")
    if found.state == Job.State.DRAFT:
        return redirect("custom:configure", found.pk)
    if not is_mine(request, found):
        return page_for_everybody(request, found)
    full_size_await(found)
    context = _context(request, found) | {"private_link": request.build_absolute_uri(owners_path(found))}
    return render(request, "jobs/custom_job.html" if _is_custom(found) else "jobs/job.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the page's question how far the job is."""
    found = job_mine(request, pk)
    full_size_await(found)
    template = "jobs/_custom_status.html" if _is_custom(found) else "jobs/_status.html"
    return polling.answer(request, template, _context(request, found), goes_on=found.is_open)


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the uploaded photo at the preview's size."""
    return _small(job_to_inspect(request, pk).content)


@require_safe
def style(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the uploaded style picture at the preview's size."""
    return _small(job_to_inspect(request, pk).style)


@require_safe
def regions(request: HttpRequest, pk: UUID, of: Literal["content", "style"]) -> HttpResponseBase:
    """Send a mask: the owner's own, or else what was found."""
    found = job_to_inspect(request, pk)
    mask = getattr(found, f"{of}_mask") or getattr(found, f"{of}_regions")
    return _send(mask, "image/png", cache_control="no-store")


@require_safe
def preview(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the small result, or how it looks by now."""
    found = get_object_or_404(Job, pk=pk)
    if not selectors.job_preview_is_shown(found):
        found = job_to_inspect(request, pk)
    cache_control = "no-store" if _is_custom(found) and found.is_open else _FOR_EVER
    return _send(found.preview, "image/jpeg", name=f"{_title(found)}-preview.jpg", cache_control=cache_control)


@require_safe
def result_jpg(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the result as a JPEG to keep."""
    found = get_object_or_404(Job, pk=pk)
    return _send(found.result, "image/jpeg", name=f"{_title(found)}.jpg", is_download=True)


@require_safe
def result_png(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the result as a PNG to keep."""
    found = get_object_or_404(Job, pk=pk)
    return _send(found.result_png, "image/png", name=f"{_title(found)}.png", is_download=True)


def _is_custom(found: Job) -> bool:
    return found.kind == Job.Kind.CUSTOM


def _context(request: HttpRequest, found: Job) -> dict[str, Any]:
    context: dict[str, Any] = {
        "job": found,
        "preview_side": WORKING_SIDE,
        "waiting": selectors.jobs_ahead(found),
        "refresh": found.is_open,
        "expires": selectors.job_expires(found),
        "photo_pk": found.photo_id or found.pk,
        "prints": prints(found.width, found.height),
    }
    if _is_custom(found):
        seconds = durations.job_seconds_left(found)
        steps = found.parameters.get("options", {}).get("steps", 0)
        context |= {
            "steps": steps,
            "time_left": durations.in_words(seconds) if seconds is not None else "",
            "chart": losses_chart(found.losses, steps),
            "address": selectors.job_address(found),
            "mail_trouble": selectors.job_mail_trouble(found),
        }
    elif found.is_open and (context["waiting"] or found.preview):
        context["time_left"] = durations.in_words(online_seconds_left([found]))
    options = selectors.job_fast_options(found)
    return context | (_fast_context(request, found, options) if options else {})


def _fast_context(request: HttpRequest, found: Job, options: FastOptions) -> dict[str, Any]:
    """Return what the page of an online job says of its choices, and the form to make others."""
    original_size = selectors.job_original_size(found)
    is_small, is_enlarged = max(original_size) < LEAST_SIDE, "enlarged_from" in found.parameters
    kept = {"keep_size": "yes"} if is_small and not is_enlarged else {}
    yours = own_styles_of(request)
    form = FastForm(initial=FastForm.initial_of(options) | kept, yours=[entry_of(own) for own in yours])
    cards = [*form.own_cards(options.kind), *form.cards(options.kind)]
    refined = next((own for own in yours if own.slug in options.styles and own.kind == "painting"), None)
    choices = to_texts(options)
    return {
        "options": options,
        "style": options.chosen()[0],
        "in_words": in_words(options),
        "how": listed(["", *how_in_words(options)]),
        "form": form,
        "mix": sorted((card for card in cards if card.chosen), key=lambda card: -card.weight),
        "others": [] if len(options.styles) == MOST_STYLES else [card.style for card in cards if not card.chosen],
        "weights": WEIGHTS,
        "choices": urlencode(choices | kept, safe=":,"),
        "how_chosen": urlencode({name: text for name, text in (choices | kept).items() if name != "styles"}),
        "original_size": original_size if is_small else None,
        "is_enlarged": is_enlarged,
        **(refine_context(refined, found) if refined else {}),
    }


def _title(found: Job) -> str:
    options = selectors.job_fast_options(found)
    chosen = options.chosen() if options else []
    return "-".join(["imagetransfer", *("own" if style.is_own else style.slug for style in chosen)])


def _small(file: FieldFile) -> HttpResponse:
    """Send an uploaded picture at the preview's size."""
    if not file:
        raise Http404("There is no such picture.")
    with file.open() as opened:
        picture = read_pixels(opened, longest=WORKING_SIDE)
    headers = {"Content-Type": "image/jpeg", "Cache-Control": _FOR_EVER}
    return HttpResponse(encode(picture, "JPEG", quality=90), headers=headers)


def _send(
    picture: FieldFile, content_type: str, *, name: str = "", is_download: bool = False, cache_control: str = _FOR_EVER
) -> HttpResponseBase:
    """Send a stored picture, which seldom changes once it is there."""
    if not picture:
        raise Http404("This picture is not finished.")
    return file_response(
        str(picture), content_type, cache_control=cache_control, shown_as=name, save_as=name if is_download else ""
    )
