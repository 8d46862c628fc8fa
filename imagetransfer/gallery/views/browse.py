"""Many pictures at once: the album, the grid, one's own, and a selection to take along."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie, vary_on_headers

from imagetransfer.files.archives import zip_response
from imagetransfer.gallery import selectors
from imagetransfer.gallery.files import PICTURE, path_of
from imagetransfer.gallery.forms import BrowseForm
from imagetransfer.gallery.requests import HtmxRequest
from imagetransfer.jobs.browsers import browser_of

MOST_IN_ZIP = 100


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
    titles = [slugify(picture.title) or "picture" for picture in pictures]
    files = [path_of(picture.pk, PICTURE) for picture in pictures]
    names = [f"{number:02}-{title}.jpg" for number, title in enumerate(titles, start=1)]
    return zip_response(zip(names, files, strict=True), save_as="imagetransfer.zip")


def _keys(texts: list[str]) -> list[UUID]:
    keys = []
    for text in texts:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys
