"""What makes the site a program on a phone or a desktop: manifest, service worker, and a page without network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from imagetransfer.pictures.forms import ACCEPT

_SHELL = ("css/base.css", "css/layout.css", "favicon.svg", "icons.svg", "js/shell.js")


@require_safe
@cache_control(no_cache=True)
def manifest(_request: HttpRequest) -> HttpResponse:
    """Send the site's name, icons and first page, and where a phone sends a photo that is shared with it."""
    icons = [
        {
            "src": static(f"app/icon-{side}.png"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for side in (192, 512)
    ]
    photo = {"name": "picture", "accept": ACCEPT.split(",")}
    return JsonResponse(
        {
            "name": "ImageTransfer",
            "description": _("Your photo, painted"),
            "lang": get_language(),
            "start_url": reverse("home"),
            "display": "standalone",
            "background_color": "#fbfaf8",
            "theme_color": "#2a45c4",
            "icons": icons,
            "share_target": {
                "action": reverse("online:photo"),
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {"files": [photo]},
            },
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the worker; its text changes with the files that it keeps, so that a browser takes the new one."""
    context = {"shell": [static(path) for path in _SHELL]}
    return render(request, "home/service-worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """Show what can be done without a network."""
    return render(request, "home/offline.html")
