"""The documentation: a guide, a reference of every operation, and the description that the reference comes from."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from algorithms.styles.catalogue import styles
from imagetransfer.api.base import ApiView
from imagetransfer.api.models import SCOPES
from imagetransfer.api.problems import KINDS
from imagetransfer.api.reference import objects, operations_by_tag


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Explain the API, with examples that work here as they stand."""
    context = {
        "site": request.build_absolute_uri("/").rstrip("/"),
        "style": next(iter(styles())),
        "problems": KINDS,
        "scopes": SCOPES,
    }
    return render(request, "api/guide.html", context)


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show every operation, as the description has it."""
    schema = _schema()
    return render(request, "api/reference.html", {"tags": operations_by_tag(schema), "objects": objects(schema)})


@extend_schema(exclude=True)
class Schema(ApiView):
    """The API in OpenAPI."""

    def get(self, request: Request) -> Response:
        """Return the same to everybody."""
        return Response(_schema())


@cache
def _schema() -> Any:
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
