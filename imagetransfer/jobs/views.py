"""A job's page, its live part, and its pictures."""

from typing import Any
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from algorithms.catalogue import WORKING_SIDE
from imagetransfer.jobs import selectors, services
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.door import encode, read_pixels

# htmx stops polling when it is answered with this status.
_STOP_POLLING = 286
_FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the job's page."""
    return render(request, "jobs/job.html", _context(get_object_or_404(Job, pk=pk)))


@require_safe
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the page's question how far the job is."""
    found = get_object_or_404(Job, pk=pk)
    return render(request, "jobs/_status.html", _context(found), status=200 if found.is_open else _STOP_POLLING)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel the job, unless it is finished already."""
    found = get_object_or_404(Job, pk=pk)
    services.job_cancel(found)
    return redirect(found)


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the uploaded photo at the preview's size."""
    found = get_object_or_404(Job, pk=pk)
    with found.content.open() as file:
        picture = read_pixels(file, longest=WORKING_SIDE)
    response = HttpResponse(encode(picture, "JPEG", quality=90), content_type="image/jpeg")
    response["Cache-Control"] = _FOR_EVER
    return response


@require_safe
def preview(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the small result."""
    return _send(get_object_or_404(Job, pk=pk).preview, "image/jpeg")


@require_safe
def result_jpg(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the result as a JPEG to keep."""
    found = get_object_or_404(Job, pk=pk)
    return _send(found.result, "image/jpeg", save_as=f"{_title(found)}.jpg")


@require_safe
def result_png(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send the result as a PNG to keep."""
    found = get_object_or_404(Job, pk=pk)
    return _send(found.result_png, "image/png", save_as=f"{_title(found)}.png")


def _context(found: Job) -> dict[str, Any]:
    return {
        "job": found,
        "style": selectors.job_style(found),
        "waiting": selectors.jobs_ahead(found),
        "refresh": found.is_open,
    }


def _title(found: Job) -> str:
    style = selectors.job_style(found)
    return f"imagetransfer-{style.slug}" if style else "imagetransfer"


def _send(picture: FieldFile, content_type: str, save_as: str = "") -> HttpResponseBase:
    """Send a stored picture, which never changes once it is there."""
    if not picture:
        raise Http404("This picture is not finished.")
    response = FileResponse(picture.open(), content_type=content_type, as_attachment=bool(save_as), filename=save_as)
    response["Cache-Control"] = _FOR_EVER
    return response
