"""Your own content and your own style, in two steps: the pictures, then the settings."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from algorithms.errors import UserError
from imagetransfer.custom.forms import SettingsForm
from imagetransfer.custom.pictures_form import PicturesForm
from imagetransfer.custom.services import masks_keep, pictures_keep, settings_apply
from imagetransfer.errors import add_to_form, status_of, told
from imagetransfer.jobs import polling
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.drafts import draft_copy, draft_create
from imagetransfer.jobs.durations import in_words, is_measured, job_seconds, seconds_before
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import job_mine, my_jobs, remember
from imagetransfer.pictures.forms import ACCEPT, refusal_status


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Ask for the two pictures; on a valid POST make a draft of them and go on to its settings."""
    form = PicturesForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    wished = request.GET.urlencode()  # settings that a link brought along, for the next step
    if not form.is_valid():
        return _pictures_page(request, form, wished, refusal_status(form) if form.is_bound else 200)
    try:
        draft = draft_create(
            algorithm=form.cleaned_data["algorithm"],
            content=form.picture("content"),
            style=form.picture("style"),
            client=client_of(request),
        )
    except UserError as error:
        add_to_form(form, error)
        return told(_pictures_page(request, form, wished, status_of(error)), error)
    address = f"{reverse('custom:configure', args=[draft.pk])}?{wished}".rstrip("?")
    return remember(request, redirect(address), draft)


def _pictures_page(request: HttpRequest, form: PicturesForm, wished: str, status: int) -> HttpResponse:
    """Show the first step; what is good in a form that was refused is kept for the next try."""
    context = {
        "form": form,
        "kept": pictures_keep(form=form, client=client_of(request)) if form.is_bound else {},
        "wished": wished,
        "algorithms": ALGORITHMS,
        "accept": ACCEPT,
        "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000,
        "mine": my_jobs(request),
    }
    return render(request, "custom/create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def configure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the settings of a draft; on a valid POST start it and go to its page."""
    job = job_mine(request, pk, kind=Job.Kind.CUSTOM)
    if job.state != Job.State.DRAFT:
        return redirect(job)
    form = SettingsForm(request.POST or None, request.FILES or None, job=job, initial=_initial(request, job))
    status = refusal_status(form) if form.is_bound else 200
    if form.is_bound:
        masks_keep(job=job, form=form)
    if form.is_valid():
        try:
            settings_apply(job=job, form=form, client=client_of(request))
        except UserError as error:
            add_to_form(form, error)
            status = status_of(error)
        else:
            return remember(request, redirect(job), job)
    context = {"form": form, "job": job, "retention_days": settings.RETENTION_DAYS}
    return render(request, "custom/configure.html", context | _duration(job, form.initial), status=status)


@require_safe
def duration(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the settings page's question how long it would take with the settings as they stand there."""
    job = job_mine(request, pk, kind=Job.Kind.CUSTOM)
    return render(request, "custom/_duration.html", {"job": job} | _duration(job, request.GET.dict()))


@require_safe
def regions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the settings page's question whether the regions were found."""
    job = job_mine(request, pk, kind=Job.Kind.CUSTOM)
    return polling.answer(request, "custom/_regions.html", {"job": job}, goes_on=not job.regions)


@require_POST
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a draft with the pictures of another custom job and go to its settings."""
    job = job_mine(request, pk, kind=Job.Kind.CUSTOM)
    draft = draft_copy(job=job, client=client_of(request))
    return remember(request, redirect("custom:configure", draft.pk), draft)


def _duration(job: Job, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page says about how long a draft would take; nothing about settings that cannot be used."""
    form = SettingsForm.filled(job, given)
    if not form.is_valid():
        return {"duration": ""}
    job.parameters = form.parameters()  # of this object only; nothing is saved
    before = seconds_before(job)
    return {
        "duration": in_words(job_seconds(job)),
        "before": in_words(before) if before else "",
        "is_measured": is_measured(job.algorithm),
    }


def _initial(request: HttpRequest, job: Job) -> dict[str, Any]:
    """Take settings from the link; guess the mails' language from the browser's, unless an earlier job tells it."""
    names = {"size", "preset", *ALGORITHMS[job.algorithm].defaults()}
    wished = {name: value for name, value in request.GET.items() if name in names}
    chinese = request.headers.get("Accept-Language", "").lower().startswith("zh")
    return wished | ({"language": "zh-hans"} if chinese and not job.email else {})
