"""Previews as lists show them: a seventh of the bytes of the preview itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import job_to_inspect
from imagetransfer.jobs.selectors import job_preview_is_shown
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels

SIDE = 480
"""Longer side in pixels."""


@require_safe
def thumbnail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the preview in small; lists ask for that of a custom job, which changes, by its step."""
    job = get_object_or_404(Job, pk=pk)
    if not job_preview_is_shown(job):
        job = job_to_inspect(request, pk)
    if not job.preview:
        raise Http404("There is no preview yet.")
    with job.preview.open() as file:
        picture = read_pixels(file, longest=SIDE)
    headers = {"Content-Type": "image/webp", "Cache-Control": "private, max-age=31536000, immutable"}
    return HttpResponse(encode(picture, "WEBP", quality=80), headers=headers)
