"""The gallery's pages. Its pictures have addresses of their own: a job's link would show its owner's photo."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from imagetransfer.gallery.forms import ShareForm
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.selectors import pictures_newest
from imagetransfer.gallery.services import picture_share
from imagetransfer.jobs.models import Job


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the newest shared pictures."""
    return render(request, "gallery/index.html", {"pictures": pictures_newest()})


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a title; on a valid POST share the finished job's painting."""
    job = get_object_or_404(Job, pk=pk, state=Job.State.DONE)
    form = ShareForm(request.POST or None)
    if form.is_valid():
        picture_share(job=job, title=form.cleaned_data["title"])
        return redirect("gallery:index")
    return render(request, "gallery/share.html", {"form": form, "job": job}, status=400 if form.is_bound else 200)


@require_safe
def preview(request: HttpRequest, pk: int) -> FileResponse:
    """Send a shared picture at the size of a page."""
    return FileResponse(get_object_or_404(Picture, pk=pk).job.preview.open(), content_type="image/jpeg")


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Send a shared picture at full size, to be saved under its title."""
    picture = get_object_or_404(Picture, pk=pk)
    name = slugify(picture.title) or "picture"
    return FileResponse(
        picture.job.result.open(), content_type="image/jpeg", as_attachment=True, filename=f"{name}.jpg"
    )
