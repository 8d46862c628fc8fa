"""What all of the API's operations share."""

from typing import Any

from django.http import Http404
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.utils.mediatypes import media_type_matches
from rest_framework.views import APIView

from imagetransfer.api.authentication import BearerToken, HasScope, client_name
from imagetransfer.api.parsers import LimitedJSONParser
from imagetransfer.api.problems import Problem
from imagetransfer.api.throttles import counts_of, tell


class OneFormat(BaseContentNegotiation):
    """Each address has one media type; what the client would rather have changes nothing."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the parser for the body's media type."""
        return next((one for one in parsers if media_type_matches(one.media_type, request.content_type)), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Return JSON."""
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """One operation of the API.

    Attributes
    ----------
    scope : what a token must be allowed to do, besides reading
    needs_token : whether nobody gets in without one
    query : the names of what may stand after the question mark
    makes_work : whether the stricter limit of jobs counts a POST, too
    """

    authentication_classes: tuple[type[BaseAuthentication], ...] = (BearerToken,)
    permission_classes: tuple[type[BasePermission], ...] = (HasScope,)
    parser_classes = (LimitedJSONParser, MultiPartParser)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = OneFormat
    http_method_names = ("get", "head", "post", "put", "delete")

    scope = "write"
    needs_token = False
    query: tuple[str, ...] = ()
    makes_work = False

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Give every GET an ETag, and answer 304 to those who have it already."""
        return conditional_page(super().as_view(**initkwargs))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what nobody reads: it would be a slip of the pen."""
        super().initial(request, *args, **kwargs)
        unknown = [name for name in request.query_params if name not in self.query]
        if unknown:
            known = f"there are {', '.join(self.query)}" if self.query else "this address has none"
            raise Problem("invalid", f"There is no query parameter {unknown[0]!r} here; {known}.")

    def check_throttles(self, request: Request) -> None:
        """Count the request, and refuse it when there were too many."""
        self.counts = counts_of(request, self.limits(request))
        for count in self.counts:
            count.check()

    def limits(self, request: Request) -> tuple[str, ...]:
        """Return the kinds of limits that count this request."""
        return ("requests", "jobs") if self.makes_work and request.method == "POST" else ("requests",)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say what is left of the limits; nothing is kept without asking again whether it changed."""
        tell(response, getattr(self, "counts", ()))
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return super().finalize_response(request, response, *args, **kwargs)

    @property
    def client(self) -> str:
        """The name of who asks, among the clients of jobs."""
        return client_name(self.request)

    def fields(self, form: type[Serializer[Any]], json: type[Serializer[Any]] | None = None) -> dict[str, Any]:
        """Return the checked fields of the request's body: a form's, or those of a JSON object."""
        is_json = "json" in (self.request.content_type or "")
        serializer = (json if json and is_json else form)(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        fields: dict[str, Any] = serializer.validated_data
        return fields


def at_one_address(*operations: type[ApiView]) -> Any:
    """Return the view of several operations that differ in their methods."""
    return type(operations[0].__name__, operations, {}).as_view()  # type: ignore[attr-defined]


@extend_schema(exclude=True)
class NotFound(ApiView):
    """Every address that nothing lives at."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Answer 404, whatever the method."""
        raise Http404

    def get(self, request: Request, **_: Any) -> Response:
        """Never reached: `initial` ends the request."""
        return Response()
