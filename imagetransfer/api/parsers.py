"""Reading JSON bodies within the limit of uploads; forms are limited by `pictures.receive`."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.parsers import JSONParser

_ROOM_FOR_FIELDS = 100_000


def largest_json() -> int:
    """Return how many bytes a JSON body may have: a picture of the largest size in base64, and the other fields."""
    return settings.UPLOAD_MAX_BYTES * 4 // 3 + _ROOM_FOR_FIELDS


class LimitedJSONParser(JSONParser):
    """Refuse a body that announces itself as too large, before it is read; servers read no more than announced."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body says."""
        request = (parser_context or {})["request"]
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
        if announced > largest_json():
            raise RequestDataTooBig(f"a JSON body of {announced} bytes")
        return super().parse(stream, media_type, dict(parser_context or {}))
