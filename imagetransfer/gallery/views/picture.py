"""One picture: its page, likes and reports."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from algorithms.styles.options_text import in_percent
from imagetransfer.gallery import addresses, moderation, selectors, services
from imagetransfer.gallery.forms import ReportForm
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.requests import HtmxRequest
from imagetransfer.gallery.visitors import liker_of, owns, with_key
from imagetransfer.gallery.words import fast_options, trained_style
from imagetransfer.jobs.browsers import browser_keep, browser_of, browser_or_new
from imagetransfer.jobs.clients import client_of
from imagetransfer.jobs.my_jobs import remember
from imagetransfer.jobs.options_in_words import how_in_words, listed


@require_safe
def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the picture with everything its owner tells about it."""
    found = get_object_or_404(Picture.objects.prefetch_related("tags"), pk=pk)
    owner = owns(request, found)
    if not (found.is_public or owner):
        raise Http404("The picture is not public.")
    chosen = fast_options(found)
    context = {
        "picture": found,
        "owner": owner,
        "style": trained_style(found),
        "parameters": {} if chosen else _readable(addresses.shown_parameters(found)),
        "shares": [(style, in_percent(chosen)[style.slug]) for style in chosen.chosen()] if chosen else [],
        "how": listed(how_in_words(chosen)) if chosen else "",
        "like_this": addresses.like_this(found),
        "shown_url": addresses.largest(found),
        "photo_url": addresses.largest(found, "photo-") if found.with_photo and found.has_thumbnails else "",
        "share_url": addresses.absolute(request, addresses.largest(found)),
        "page_url": addresses.absolute(request, found.get_absolute_url()),
        "owners_url": addresses.absolute(request, addresses.owners_path(found)) if owner else "",
        "key_query": with_key(request, "") if owner else "",
        "liked": selectors.likes_picture(found, browser=liker_of(request)),
        "alike": selectors.pictures_alike(found),
        "reported": "reported" in request.GET,
    }
    response = render(request, "gallery/picture.html", context)
    if not browser_of(request):  # so that a like is this browser's, not its address's
        browser_keep(response, browser_or_new(request))
    return response


@require_POST
def like(request: HtmxRequest, pk: UUID) -> HttpResponse:
    """Like the picture or take the like back; htmx gets the new button only."""
    found = get_object_or_404(selectors.pictures_public(), pk=pk)
    liker = liker_of(request)
    liked = request.POST.get("like") != "no"
    if liked:
        services.picture_like(found, browser=liker, client=client_of(request))
    else:
        services.picture_unlike(found, browser=liker)
    found.refresh_from_db(fields=["likes"])
    context = {"picture": found, "liked": liked}
    return render(request, "gallery/_like.html", context) if request.htmx else redirect(found)


@require_POST
def paint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a copy of the picture as the photo, and show it in every style in the picker."""
    found = get_object_or_404(selectors.pictures_public(), pk=pk)
    photo = services.picture_as_photo(found, client=client_of(request))
    return remember(request, redirect(f"{reverse('online:create')}?photo={photo.pk}"), photo)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask what is wrong with the picture, and put it before the moderators."""
    found = get_object_or_404(selectors.pictures_public(), pk=pk)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        moderation.picture_report(found, **form.cleaned_data, client=client_of(request))
        return redirect(f"{found.get_absolute_url()}?reported")
    context = {"picture": found, "form": form}
    return render(request, "gallery/report.html", context, status=400 if form.is_bound else 200)


def _readable(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("_", " ").capitalize(): value for name, value in parameters.items()}
