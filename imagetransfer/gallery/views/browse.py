"""Many pictures at once: the album, the grid, one's own, and a selection to take along."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie, vary_on_headers
from zipstream import ZipStream

from imagetransfer.gallery import selectors
from imagetransfer.gallery.files import PICTURE, file_open
from imagetransfer.gallery.forms import BrowseForm
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.requests import HtmxRequest
from imagetransfer.jobs.browsers import browser_of

MOST_IN_ZIP = 100
_CHUNK = 1 << 16


@require_safe
@vary_on_headers("HX-Request")
def index(request: HtmxRequest) -> HttpResponse:
    """Show the album and the grid; htmx asks for the next pages of the grid alone."""
    form = BrowseForm(request.GET)
    chosen = form.chosen()
    page = selectors.page_of(selectors.pictures_browse(**chosen), request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context = {"form": form, "chosen": chosen, "page": page, "address": address.urlencode()}
    if request.htmx:
        return render(request, "gallery/_pictures.html", context)
    if page.number == 1 and not chosen:
        context["album"] = [picture for picture in page if not picture.sensitive][: selectors.IN_ALBUM]
    context["tags"] = selectors.tags_popular()
    return render(request, "gallery/index.html", context)


@require_safe
@cache_control(private=True, no_store=True)
@vary_on_cookie
def mine(request: HttpRequest) -> HttpResponse:
    """Show what this browser, or this account, shared."""
    mine = selectors.pictures_mine(browser=browser_of(request), owner_id=request.user.pk)
    page = selectors.page_of(mine, request.GET.get("page"))
    return render(request, "gallery/mine.html", {"page": page, "accounts": settings.ACCOUNTS})


@require_POST
def selection(request: HttpRequest) -> HttpResponseBase:
    """Send the chosen pictures as one zip file, while it is being put together."""
    pictures = list(selectors.pictures_with(_keys(request.POST.getlist("picture"))))
    if not pictures or len(pictures) > MOST_IN_ZIP:
        sentence = (
            _("These are %(number)s pictures; please choose at most %(most_in_zip)s at a time.")
            % {"number": len(pictures), "most_in_zip": MOST_IN_ZIP}
            if pictures
            else _("No picture is chosen. Please go back and choose one or several.")
        )
        context = {"heading": _("Nothing to pack"), "sentence": sentence}
        return render(request, "sentence.html", context, status=400)
    archive = ZipStream()  # JPEGs are stored as they are: packing would not make them smaller
    for number, picture in enumerate(pictures, start=1):
        archive.add(_chunks(picture), f"{number:02}-{slugify(picture.title) or 'picture'}.jpg")
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="imagetransfer.zip"'
    return response


def _chunks(picture: Picture) -> Iterator[bytes]:
    """Read a picture when its turn comes; one deleted in the meantime is empty."""
    try:
        with file_open(picture.pk, PICTURE) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except FileNotFoundError:
        return


def _keys(texts: list[str]) -> list[UUID]:
    keys = []
    for text in texts:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys
