"""Lists in pages: a cursor marks a place between two rows, so that new rows neither repeat nor hide others."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import is_naive
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.problems import Problem

LARGEST_PAGE = 100
PAGE = 20
_LARGEST = 2**31 - 1  # a positive integer column holds no more
PAGE_QUERY = ("limit", "cursor")
PAGE_PARAMETERS = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE},
        description="rows on a page",
    ),
    OpenApiParameter("cursor", {"type": "string", "format": "cursor"}, description="from `next` or `previous`"),
]


class Pages(CursorPagination):
    """One request's page of a list."""

    def __init__(self, request: Request, ordering: tuple[str, ...] = ("-created", "-pk")) -> None:
        self.request = request
        self.ordering = ordering

    def get_page_size(self, request: Request) -> int:
        """Return the page's size; a wrong one is told."""
        wish = request.query_params.get("limit", str(PAGE))
        if not (wish.isascii() and wish.isdecimal() and 1 <= int(wish) <= LARGEST_PAGE):
            raise Problem("invalid", f"limit must be a whole number from 1 to {LARGEST_PAGE}.")
        return int(wish)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Return the place that the request asks for; one that we never gave is refused."""
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None and not self._is_place(str(cursor.position)):
            raise NotFound
        return cursor

    def _is_place(self, position: str) -> bool:
        """Whether the column that orders the list could have this value."""
        try:
            value = self.model._meta.get_field(self.ordering[0].lstrip("-")).to_python(position)
        except ValidationError:
            return False
        return not is_naive(value) if isinstance(value, datetime) else abs(value) <= _LARGEST

    def response(self, rows: QuerySet[Any], representation: type[serializers.Serializer[Any]]) -> Response:
        """Answer with the page that the request asks for."""
        self.model = rows.model
        try:
            page = self.paginate_queryset(rows, self.request)
        except NotFound as error:
            raise Problem("invalid", "This cursor is not one of ours; please take it from `next`.") from error
        shown = representation(page, many=True, context={"request": self.request})
        return Response({"next": self.get_next_link(), "previous": self.get_previous_link(), "results": shown.data})


def page_of(representation: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """Return the description of a page of such rows."""
    fields: dict[str, Any] = {
        "__doc__": "One page of a list.",
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": representation(many=True),
    }
    return type(
        f"{representation.__name__}Page", (serializers.Serializer,), {**fields, "__doc__": "One page of a list."}
    )
