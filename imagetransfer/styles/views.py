"""The pictures of added styles."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from algorithms.styles.catalogue import added_styles


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send an added style's swatch or sample."""
    paths = [one.folder / name for one in added_styles() if name in (one.swatch, one.sample)]
    if not paths or not paths[0].exists():
        raise Http404("There is no such picture of a style.")
    response = FileResponse(paths[0].open("rb"), content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
