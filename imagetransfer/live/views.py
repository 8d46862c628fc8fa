"""Painting in the browser: the page, the worker's script, and styles that are not in the painter's file."""

from collections.abc import Callable

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from algorithms.errors import UserError
from algorithms.styles.catalogue import style, styles_of
from algorithms.styles.options import MOST_STYLES, WEIGHTS
from imagetransfer.browser_permissions import with_camera
from imagetransfer.errors import sentence_of
from imagetransfer.live.finder import ORDINARY, PAINTER
from imagetransfer.live.selectors import style_bytes
from imagetransfer.online.picker_page import styles_yours
from imagetransfer.online.style_form import USUAL_WEIGHT, FastForm
from imagetransfer.pictures.forms import ACCEPT

View = Callable[..., HttpResponse]

_webassembly: Callable[[View], View] = csp_update({"script-src": [SELF, "'wasm-unsafe-eval'"]})
_FOR_THE_WORKER = {"painter": PAINTER, "ordinary": ORDINARY, "wasm": "js/painter/painter.wasm"}


@require_safe
@cache_control(private=True, no_cache=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the camera's place, the paintings, and what sends a snapshot to the picker's address."""
    first = request.GET.get("style") or next((each.slug for each in styles_of("painting")), "")
    form = FastForm(initial={"style": {first: USUAL_WEIGHT}}, yours=styles_yours(request))
    context = {
        "form": form,
        "cards": [*form.own_cards("painting"), *form.cards("painting")],
        "most_styles": MOST_STYLES,
        "weights": WEIGHTS,
        "accept": ACCEPT,
    }
    return with_camera(render(request, "live/live.html", context))


@require_safe
@cache_control(no_cache=True)
@_webassembly
def worker(request: HttpRequest) -> HttpResponse:
    """Send the script of the worker that paints: nothing else of the site may compile WebAssembly."""
    addresses = {name: static(path) for name, path in _FOR_THE_WORKER.items()}
    context = {"addresses": addresses | {"styles": reverse("live:style", args=["SLUG"])}}
    script = render(request, "live/painter.js", context)
    script.headers["Content-Type"] = "text/javascript; charset=utf-8"
    return script


@require_safe
@cache_control(private=True, no_cache=True)
def style_params(_request: HttpRequest, slug: str) -> HttpResponse:
    """Send a painting's style parameters in float16; otherwise say in one sentence why there are none."""
    try:
        found = style(slug)
    except KeyError as error:
        raise Http404("There is no such style.") from error
    try:
        return HttpResponse(style_bytes(found), content_type="application/octet-stream")
    except UserError as error:
        return HttpResponse(sentence_of(error), status=409, content_type="text/plain; charset=utf-8")
