"""What owners do: share, edit, delete."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from imagetransfer.gallery import services
from imagetransfer.gallery.forms import ShareForm, UploadForm, WordingForm
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.visitors import key_given, owns, with_key
from imagetransfer.jobs.browsers import browser_keep, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.my_jobs import job_mine
from imagetransfer.jobs.photos import picture_keep
from imagetransfer.pictures.forms import refusal_status

# What the browser offers to choose from; the server looks into the file and not at this.
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif"


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask what to write about a finished job's result; on a valid POST show it in the gallery."""
    job = job_mine(request, pk)
    if job.state != Job.State.DONE:
        raise Http404("The job has no result.")
    shared = Picture.objects.filter(job=job).first()
    if shared:
        return redirect(shared)
    form = ShareForm(request.POST or None)
    if form.is_valid():
        with_photo = form.cleaned_data["with_photo"]
        return _share(request, services.picture_share, job=job, with_photo=with_photo, wording=form.wording())
    return render(request, "gallery/share.html", {"form": form, "job": job}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a picture that was made elsewhere; on a valid POST show it in the gallery."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _share(request, services.picture_upload, upload=form.upload(), wording=form.wording())
    given = form.cleaned_data if form.is_bound else {}
    picture, kept = given.get("picture"), given.get("kept_picture")
    if picture:
        kept = picture_keep(picture=picture, client=client_of(request))
    context = {"form": form, "kept": kept, "accept": ACCEPT, "max_megabytes": settings.UPLOAD_MAX_BYTES // 1_000_000}
    return render(request, "gallery/upload.html", context, status=refusal_status(form) if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the owner what they wrote; on a valid POST change it."""
    picture = _own(request, pk)
    form = WordingForm(request.POST or None, initial=WordingForm.initial_of(picture))
    if form.is_valid():
        services.picture_edit(picture, wording=form.wording())
        return redirect(with_key(request, picture.get_absolute_url()))
    context = {"form": form, "picture": picture, "key": key_given(request)}
    return render(request, "gallery/edit.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask once more; on a POST delete the picture and its files."""
    picture = _own(request, pk)
    if request.method == "POST":
        services.picture_delete(picture)
        return redirect("gallery:mine")
    return render(request, "gallery/delete.html", {"picture": picture, "key": key_given(request)})


def _share(request: HttpRequest, service: Any, **what: Any) -> HttpResponse:
    browser = browser_or_new(request)
    sharer = services.Sharer(client=client_of(request), browser=browser, owner_id=request.user.pk)
    response = redirect(service(**what, sharer=sharer))
    browser_keep(response, browser)
    return response


def _own(request: HttpRequest, pk: UUID) -> Picture:
    picture = get_object_or_404(Picture, pk=pk)
    if not owns(request, picture):
        raise Http404("The picture belongs to somebody else.")
    return picture
