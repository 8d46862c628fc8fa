"""Reading JSON bodies within the limit of uploads; forms are limited by `pictures.receive`."""

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.utils.json import strict_constant

_ROOM_FOR_FIELDS = 100_000
_DEEPEST = 10  # lists and objects within each other; no body of ours has more than three


def largest_json() -> int:
    """Return how many bytes a JSON body may have: a picture of the largest size in base64, and the other fields."""
    return settings.UPLOAD_MAX_BYTES * 4 // 3 + _ROOM_FOR_FIELDS


class LimitedJSONParser(BaseParser):
    """Reads JSON (RFC 8259), of which nothing comes through that a database or an answer could not hold.

    It is not the framework's own, whose bodies Django's DATA_UPLOAD_MAX_MEMORY_SIZE limits.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body says; one that announces itself as too large is refused before it is read."""
        request = (parser_context or {})["request"]
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
        body = b"" if announced > largest_json() else stream.read(largest_json() + 1)
        if max(announced, len(body)) > largest_json():
            raise RequestDataTooBig(f"a JSON body of {announced} bytes")
        try:
            data = json.loads(body.decode(), parse_constant=strict_constant, parse_float=_finite)
        except RecursionError as error:
            raise _nested_too_deep() from error
        except ValueError as error:
            raise ParseError(f"This is no JSON: {error}") from error
        _check(data)
        return data


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def _check(data: Any) -> None:
    """Refuse what is nested deeply, and text with halves of characters (lone surrogates), which UTF-8 cannot write."""
    level = [data]
    for _ in range(_DEEPEST):
        try:
            for part in level:
                if isinstance(part, str):
                    part.encode()
        except UnicodeEncodeError as error:
            raise ParseError("A text has half a character in it (a lone surrogate)") from error
        level = [inner for part in level for inner in _inside(part)]
    if level:
        raise _nested_too_deep()


def _inside(part: Any) -> list[Any]:
    return [*part, *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else []


def _nested_too_deep() -> ParseError:
    return ParseError(f"Lists and objects are nested more than {_DEEPEST} deep")
