"""Where a style's pictures are found on the web: those that ship are static files, those of added styles are not.

A style that somebody brought shows what was brought.
"""

from django.templatetags.static import static
from django.urls import reverse

from algorithms.styles.catalogue import Style


def swatch_address(style: Style) -> str:
    """Return the address of a small picture of the sample photo in the style, beside a piece of the work."""
    return _address(style, style.swatch)


def sample_address(style: Style) -> str:
    """Return the address of the sample photo in the style."""
    return _address(style, style.sample)


def _address(style: Style, name: str) -> str:
    if style.is_own:
        return reverse("styles:own_picture", args=[style.slug])
    if style.ships:
        return static(f"styles/{name}")
    # A style that is trained again gets new pictures; browsers keep the old ones under the old address.
    path = style.folder / name
    return f"{reverse('styles:picture', args=[name])}?{path.stat().st_mtime_ns if path.exists() else 0}"
