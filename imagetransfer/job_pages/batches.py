"""The page of several photos that are painted alike: all of them, how far they are, and one file to keep them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie
from django_htmx.http import HttpResponseClientRefresh

from imagetransfer.files.archives import zip_response
from imagetransfer.jobs import polling
from imagetransfer.jobs.durations import in_words as duration_in_words
from imagetransfer.jobs.models import Batch, Job
from imagetransfer.jobs.my_jobs import batch_mine, is_mine
from imagetransfer.jobs.online_durations import online_seconds_left
from imagetransfer.jobs.options_in_words import in_words
from imagetransfer.jobs.selectors import job_expires, job_fast_options, job_has_own_style
from imagetransfer.jobs.services import job_cancel, jobs_delete


@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the batch; whoever did not send it sees neither its photos nor what changes it."""
    return render(request, "jobs/batch.html", _context(request, get_object_or_404(Batch, pk=pk)))


@require_safe
@cache_control(private=True, no_store=True)
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the page's question how far the batch is, with those of its pictures of which there is news."""
    found = get_object_or_404(Batch, pk=pk)
    context, seen = _context(request, found), request.GET.get("seen", "")
    if len(seen) != len(context["jobs"]):
        return HttpResponseClientRefresh()
    context["news"] = [job for job, before in zip(context["jobs"], seen, strict=True) if _mark(job) != before]
    return polling.answer(request, "jobs/_batch_status.html", context, goes_on=context["refresh"])


@require_safe
def pictures(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the pictures that are ready as one zip file."""
    ready = list(Job.objects.filter(batch=pk, state=Job.State.DONE).order_by("created"))
    if not ready:
        raise Http404("No picture is finished.")
    show_names = _is_mine(request, ready)
    names = [
        f"{number:02}-{slugify(job.name if show_names else '', allow_unicode=True) or 'picture'}.jpg"
        for number, job in enumerate(ready, start=1)
    ]
    return zip_response(zip(names, (str(job.result) for job in ready), strict=True), save_as="imagetransfer.zip")


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel what is not finished yet."""
    found = batch_mine(request, pk)
    for job in found.jobs.all():
        job_cancel(job)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more; on a POST delete all photos of the batch and all that was made of them."""
    found = batch_mine(request, pk)
    if request.method != "POST":
        return render(request, "jobs/batch_delete.html", {"batch": found, "count": found.jobs.count()})
    jobs_delete(found.jobs.all())
    return redirect("jobs:mine")


def _context(request: HttpRequest, found: Batch) -> dict[str, Any]:
    jobs = list(found.jobs.order_by("created"))
    still = [job for job in jobs if job.is_open]
    options = job_fast_options(jobs[0])
    own, is_owner = job_has_own_style(jobs[0]), _is_mine(request, jobs)
    return {
        "batch": found,
        "jobs": jobs,
        "seen": "".join(map(_mark, jobs)),
        "is_owner": is_owner,
        "in_words": in_words(options) if options and (is_owner or not own) else "",
        "ready": sum(job.state == Job.State.DONE for job in jobs),
        "lost": sum(job.state in (Job.State.FAILED, Job.State.CANCELLED) for job in jobs),
        "share": 1 - len(still) / len(jobs),
        "refresh": bool(still),
        "time_left": duration_in_words(online_seconds_left(still)) if still else "",
        "expires": max(map(job_expires, jobs)),
    }


def _mark(job: Job) -> str:
    """Return one letter that changes whenever the page has more to show of a job."""
    mark = job.state[0]
    return mark.upper() if job.preview else mark


def _is_mine(request: HttpRequest, jobs: list[Job]) -> bool:
    return all(is_mine(request, job) for job in jobs)
