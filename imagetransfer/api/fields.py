"""Fields and serializers of request bodies: strict, so that a slip of the pen is told and not ignored."""

import base64
import binascii
from io import BytesIO
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from imagetransfer.pictures.door import AcceptedPicture, accept

# What a JSON value must be for a field; a form has text only, which the fields read by themselves.
_JSON_TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], type | tuple[type, ...], str], ...] = (
    (serializers.BooleanField, bool, "true or false"),
    (serializers.IntegerField, int, "a whole number"),
    (serializers.FloatField, (int, float), "a number"),
    (serializers.ListField, list, "a list"),
    (serializers.Field, str, "text"),
)


@extend_schema_field({"type": "string", "format": "binary"})
class FormPicture(serializers.Field[AcceptedPicture, Any, Any, Any]):
    """A picture as a part of a multipart form."""

    def to_internal_value(self, data: Any) -> AcceptedPicture:
        """Let the picture in; `PictureRefused` goes through to the problem with its own status."""
        if not isinstance(data, UploadedFile):
            raise serializers.ValidationError("Please send the picture as a file.")
        return accept(data)


@extend_schema_field({"type": "string", "format": "byte"})
class JsonPicture(serializers.Field[AcceptedPicture, Any, Any, Any]):
    """A picture in base64, as JSON needs it."""

    def to_internal_value(self, data: str) -> AcceptedPicture:
        """Decode and let the picture in."""
        try:
            return accept(BytesIO(base64.b64decode(data, validate=True)))
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError("This is not base64; please encode the picture's bytes.") from error


class Body(serializers.Serializer[Any]):
    """A request's body. `at_least_one` names fields of which one must be there; the first of several is used."""

    at_least_one: ClassVar[tuple[str, ...]] = ()

    def to_internal_value(self, data: Any) -> Any:
        """Refuse fields that there are not, and JSON values of another type."""
        if not hasattr(data, "keys"):
            raise serializers.ValidationError({"non_field_errors": ["The body must be a JSON object."]})
        is_form = hasattr(data, "getlist")
        errors = {name: error for name in data if (error := self._error(name, data[name], is_form))}
        if errors:
            raise serializers.ValidationError(errors)
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Demand one of the alternatives."""
        if self.at_least_one and not attrs.keys() & set(self.at_least_one):
            raise serializers.ValidationError(f"Please send one of these fields: {', '.join(self.at_least_one)}.")
        return attrs

    def _error(self, name: str, value: Any, is_form: bool) -> str | None:
        field = self.fields.get(name)
        if field is None:
            return f"There is no such field here; there are {', '.join(self.fields)}."
        if is_form or isinstance(field, serializers.Serializer):
            return "This is empty; leave the field out, or fill it in." if value == "" else None
        expected, words = next((types, words) for kind, types, words in _JSON_TYPES if isinstance(field, kind))
        of_type = isinstance(value, expected) and (not isinstance(value, bool) or expected is bool)
        return None if of_type else f"This must be {words}."
