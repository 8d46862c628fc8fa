"""The trained styles."""

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from algorithms.styles.catalogue import Style, styles
from imagetransfer.api.base import ApiView
from imagetransfer.api.description import problems
from imagetransfer.api.problems import Problem
from imagetransfer.api.representations import StyleRepresentation
from imagetransfer.styles.addresses import swatch_address

_SLUG = OpenApiParameter("slug", {"type": "string"}, OpenApiParameter.PATH, description="the style's name")


class StyleList(ApiView):
    """List every style, in the order of the site's picker."""

    @extend_schema(tags=["styles"], responses={200: StyleRepresentation(many=True), **problems()})
    def get(self, request: Request) -> Response:
        """Return all; there are few."""
        return Response(StyleRepresentation(styles(), many=True, context={"request": request}).data)


class StyleDetail(ApiView):
    """Show one style."""

    @extend_schema(tags=["styles"], parameters=[_SLUG], responses={200: StyleRepresentation, **problems("not_found")})
    def get(self, request: Request, slug: str) -> Response:
        """Return it."""
        return Response(StyleRepresentation(style_found(slug), context={"request": request}).data)


class StyleSwatch(ApiView):
    """Go to a small picture of the style, WebP of 256 × 256 pixels."""

    @extend_schema(
        tags=["styles"],
        parameters=[_SLUG],
        responses={302: OpenApiResponse(description="The header Location has its address."), **problems("not_found")},
    )
    def get(self, request: Request, slug: str) -> HttpResponseRedirect:
        """Redirect to the file."""
        return HttpResponseRedirect(swatch_address(style_found(slug)))


def style_found(slug: str) -> Style:
    """Return the listed style of that name, or end the request."""
    found = next((style for style in styles() if style.slug == slug), None)
    if found is None:
        raise Problem("not_found", _("There is no such style; GET /api/v1/styles lists them."))
    return found
