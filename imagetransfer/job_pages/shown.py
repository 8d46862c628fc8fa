"""A job's page for whoever has the link only: to look at and download, with nothing that changes it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from algorithms.styles.catalogue import WORKING_SIDE
from algorithms.styles.options import FastOptions
from algorithms.styles.options_text import to_texts
from imagetransfer.job_pages.prints import prints
from imagetransfer.jobs.full_size import full_size_await
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.options_in_words import in_words
from imagetransfer.jobs.selectors import job_fast_options, job_has_own_style, job_preview_is_shown

_DRAFT_REFUSAL = gettext_lazy("This picture is not started yet. Please wait until its owner has done that.")


def page_for_everybody(request: HttpRequest, job: Job) -> HttpResponse:
    """Show the page; other sites show its title and picture where somebody posts the link."""
    context = _context(job)
    preview = reverse("jobs:preview", args=[job.pk])
    if context["preview"] and job.kind == Job.Kind.ONLINE:
        context["preview_size"] = _within(job.width, job.height, WORKING_SIDE)
    context |= {
        "page_url": request.build_absolute_uri(job.get_absolute_url()),
        "image_url": request.build_absolute_uri(preview) if context["preview"] else "",
    }
    return render(request, "jobs/shown.html", context)


@require_safe
def news_for_everybody(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the page's question whether there is more to see by now; 204 when there is not."""
    job = get_object_or_404(Job, pk=pk)
    if job.state == Job.State.DRAFT or job.kind == Job.Kind.PHOTO:
        raise PermissionDenied(_DRAFT_REFUSAL)
    full_size_await(job)
    context = _context(job)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "jobs/_shown.html", context)


def _context(job: Job) -> dict[str, Any]:
    options = job_fast_options(job)
    title = _title(job, options)
    if job_has_own_style(job):
        options = None  # its link is for its owner to pass on
    words = in_words(options) if options else ""
    preview = bool(job.preview) and job_preview_is_shown(job)
    return {
        "job": job,
        "title": title,
        "in_words": "" if title.endswith(words) else words,
        "choices": urlencode(to_texts(options), safe=":,") if options else "",
        "preview": preview,
        "prints": prints(job.width, job.height),
        "seen": f"{job.state}-{'preview' if preview else 'nothing'}",
    }


def _within(width: int, height: int, side: int) -> tuple[int, int]:
    """Return width and height in pixels of a picture whose longer side is `side` at most."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _title(job: Job, options: FastOptions | None) -> str:
    if not options:
        return _("A photo in a style of its own") if job.kind == Job.Kind.CUSTOM else _("A picture")
    if len(options.styles) > 1:
        return _("A photo in a mix of %(number)s styles") % {"number": len(options.styles)}
    style = options.chosen()[0]
    if style.is_own:
        return _("A photo in a style of its own") if options.kind == "painting" else _("A photo in a light of its own")
    sentence = _("A photo after %(title)s") if options.kind == "painting" else _("A photo in the light of %(title)s")
    return sentence % {"title": style.title}
