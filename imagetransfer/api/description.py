"""How the API describes itself in OpenAPI: what drf-spectacular cannot see by itself."""

from inspect import getdoc
from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from imagetransfer.api.fields import Body
from imagetransfer.api.idempotency import HEADER, KEY_PATTERN
from imagetransfer.api.problems import KINDS, MEDIA_TYPE

IDEMPOTENCY = OpenApiParameter(
    HEADER,
    {"type": "string", "format": "idempotency-key", "pattern": KEY_PATTERN},
    OpenApiParameter.HEADER,
    description="Any text of your own, such as a UUID: the same request with the same key does its work once in "
    "24 hours, and is answered the same.",
)
WAIT = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description="`wait=20` keeps the request open until the job is finished, for 20 seconds at most; "
    "GET /api/v1/limits says how long is possible. When too many wait already, the answer comes at once.",
    examples=[OpenApiExample("twenty seconds", value="wait=20")],
)
# What may go wrong with every operation.
_EVERYWHERE = ("invalid", "token_invalid", "scope_missing", "too_many_requests", "internal")


class Problem(serializers.Serializer[Any]):
    """Problem details (RFC 9457)."""

    class FieldError(serializers.Serializer[Any]):
        """What is wrong with one field."""

        field = serializers.CharField(help_text="its name, dotted where it is nested; empty for the body as a whole")
        detail = serializers.CharField()

    type = serializers.URLField(help_text="where the kind of problem is explained")
    title = serializers.CharField(help_text="the same for all problems of the kind")
    status = serializers.IntegerField()
    code = serializers.ChoiceField(list(KINDS), help_text="stable; for programs")
    detail = serializers.CharField(help_text="one sentence that says what to do; for people")
    errors = FieldError(many=True, required=False)  # type: ignore[assignment]


def json_or_form(json: type[serializers.Serializer[Any]], form: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """Return the description of a body that comes in one of two kinds.

    JSON stands first: some generators of clients describe the first kind, and send JSON wherever it is possible.
    """
    return {"application/json": json, "multipart/form-data": form}


def problems(*codes: str) -> dict[Any, OpenApiResponse]:
    """Return the descriptions of the problems that an operation may answer with, besides those of all operations."""
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys((*_EVERYWHERE, *codes)):
        by_status.setdefault(KINDS[code].status, []).append(code)
    return {
        (status, MEDIA_TYPE): OpenApiResponse(
            Problem,
            description="; ".join(f"`{code}`: {KINDS[code].title}" for code in found) + ".",
            examples=[_example(code) for code in found],
        )
        for status, found in sorted(by_status.items())
    }


def _example(code: str) -> OpenApiExample:
    kind = KINDS[code]
    value = {
        "type": f"https://example.org/api/#{code}",
        "title": kind.title,
        "status": kind.status,
        "code": code,
        "detail": "One plain sentence that says what to do.",
    }
    return OpenApiExample(code, value=value, response_only=True, status_codes=[str(kind.status)])


class Operation(AutoSchema):
    """An operation's description; its name is its class's."""

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return that a token is needed, or may be left out."""
        needed = [one for one in super().get_auth() if one]
        return needed if getattr(self.view, "needs_token", False) else [*needed, {}]

    def get_summary(self) -> str:
        """Return what the class says that it does."""
        return str(getdoc(self._operation())).partition("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]
        """Return nothing: a method's docstring speaks to who reads the code."""
        return ""

    def get_operation_id(self) -> str:
        """Return the class's name with underscores."""
        name = self._operation().__name__
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_")

    def _get_request_body(self, direction: Literal["request", "response"] = "request") -> dict[str, Any] | None:
        """Return the description of the body, which is needed even where each of its fields can be left out."""
        body: dict[str, Any] | None = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        return body and {**body, "required": True}

    def _operation(self) -> type[Any]:
        """Return the class that has the method; an address may join several."""
        return next(one for one in type(self.view).__mro__ if self.method.lower() in vars(one))


class _TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "imagetransfer.api.authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Made with `manage.py api_token create`."}


class _BodySchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    target_class = Body
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # type: ignore[no-untyped-call]
        schema["additionalProperties"] = False
        groups = [{"anyOf": [{"required": [name]} for name in group]} for group in self.target.at_least_one]
        if groups:
            schema["allOf"] = groups
        return schema
