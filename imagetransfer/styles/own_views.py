"""The pages of a picture that somebody gave as a style: whoever has the link may look and paint with it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from algorithms.styles.options import LEAST_SIDE
from imagetransfer.files.sending import file_response
from imagetransfer.jobs import polling
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import is_mine
from imagetransfer.jobs.selectors import job_fast_options, job_original_size
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import is_refined_since, owns_style, refinement_of
from imagetransfer.styles.own_styles import own_style_delete, own_style_refine

_REFUSAL = _(
    "Only whoever brought this style can do that. Please open it in the browser in which you chose the picture."
)


@require_safe
@cache_control(private=True, no_cache=True)
@vary_on_cookie
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the style's page."""
    found = get_object_or_404(OwnStyle.objects.select_related("job"), slug=slug)
    context = {"yours": owns_style(request, found), "kept_days": settings.OWN_STYLE_DAYS} | refine_context(found)
    return render(request, "styles/own.html", context)


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the picture as it is kept."""
    found = get_object_or_404(OwnStyle, slug=slug)
    return file_response(str(found.picture), "image/jpeg", cache_control="private, max-age=31536000, immutable")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def refine(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how far the refinement is; on a POST queue it first."""
    found = _yours(request, slug, kind=OwnStyle.Kind.PAINTING)
    job = _job_beside(request)
    if request.method == "POST":
        own_style_refine(found, client=client_of(request))
        if not request.headers.get("HX-Request"):
            return redirect(job or found)
    context = refine_context(found, job)
    return polling.answer(request, "styles/_refine.html", context, goes_on=context["refreshes"])


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more; on a POST delete the style and all that belongs to it."""
    found = _yours(request, slug)
    if request.method != "POST":
        return render(request, "styles/delete.html", {"own": found})
    own_style_delete(found)
    return redirect("online:create")


def refine_context(found: OwnStyle, job: Job | None = None) -> dict[str, Any]:
    """Return how far the refinement is, and beside a job that was painted before it what paints that again."""
    state = refinement_of(found)
    options = job_fast_options(job) if job else None
    again = options if job and is_refined_since(found, job) else None
    keeps_size = job is not None and max(job_original_size(job)) < LEAST_SIDE and "enlarged_from" not in job.parameters
    return {
        "own": found,
        "refinement": state,
        "refreshes": state in ("waiting", "running"),
        "job_beside": job,
        "again": again,
        "keeps_size": keeps_size,
    }


def _yours(request: HttpRequest, slug: str, **of: str) -> OwnStyle:
    found: OwnStyle = get_object_or_404(OwnStyle.objects.select_related("job"), slug=slug, **of)
    if not owns_style(request, found):
        raise PermissionDenied(_REFUSAL)
    return found


def _job_beside(request: HttpRequest) -> Job | None:
    """Return the visitor's job on whose page the style's refinement is shown."""
    try:
        pk = UUID((request.POST if request.method == "POST" else request.GET).get("job", ""))
    except ValueError:
        return None
    job = Job.objects.filter(pk=pk).first()
    return job if job and is_mine(request, job) else None
