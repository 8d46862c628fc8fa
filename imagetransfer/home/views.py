"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from algorithms.styles.catalogue import styles_of
from imagetransfer.pictures.forms import ACCEPT

SAMPLES = 8
# Three photos, and the styles in which they were painted: site/static/home/NAME.webp and NAME-painted.webp.
EXAMPLES = {
    "face": (_("A face"), "picture-with-cattle"),
    "city": (_("A city"), "starry-night"),
    "landscape": (_("A landscape"), "composition-vii"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the product does, with pictures that its own networks made."""
    paintings, photos = styles_of("painting"), styles_of("photographic")
    by_slug = {style.slug: style for style in paintings}
    context = {
        "examples": [
            {"photo": f"home/{name}.webp", "painted": f"home/{name}-painted.webp", "of": words, "style": by_slug[slug]}
            for name, (words, slug) in EXAMPLES.items()
            if slug in by_slug
        ],
        "paintings": paintings[:SAMPLES],
        "photos": photos[:SAMPLES],
        "accept": ACCEPT,
    }
    return render(request, "home/home.html", context)
