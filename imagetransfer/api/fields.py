"""Fields and serializers of request bodies: strict, so that a slip of the pen is told and not ignored."""

import base64
import binascii
from io import BytesIO
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from algorithms.styles.catalogue import styles
from algorithms.styles.options import MOST_STYLES, WEIGHTS
from algorithms.styles.options_text import read_mix
from algorithms.styles.unlisted import unlisted_style
from imagetransfer.errors import sentence_of
from imagetransfer.pictures.decoding import AcceptedPicture, accept


class Switch(serializers.BooleanField):
    """True or false; left out of a form it is the default, where a checkbox would be off."""

    default_empty_html = empty
    TRUE_VALUES: set[Any] = {True, "true", "True"}  # noqa: RUF012
    FALSE_VALUES: set[Any] = {False, "false", "False"}  # noqa: RUF012
    NULL_VALUES: set[Any] = set()  # noqa: RUF012


class NumberChoice(serializers.ChoiceField):
    """One of some whole numbers."""


@extend_schema_field({"type": "string", "format": "style", "minLength": 1})
class StyleChoice(serializers.ChoiceField):
    """One of the trained styles there are at the moment: each serializer copies its fields, and so looks anew.

    The description leaves the choice open: a site adds styles, which clients that were made before are to take.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__([style.slug for style in styles()], **options)

    def to_internal_value(self, data: Any) -> Any:
        """Take the slug of a listed style, or of one that somebody brought."""
        return data if isinstance(data, str) and unlisted_style(data) else super().to_internal_value(data)


# What a JSON value must be for a field; a form has text only, which the fields read by themselves.
_JSON_TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], type | tuple[type, ...], str], ...] = (
    (serializers.BooleanField, bool, "true or false"),
    (serializers.IntegerField, int, "a whole number"),
    (NumberChoice, int, "a whole number"),
    (serializers.FloatField, (int, float), "a number"),
    (serializers.ListField, list, "a list"),
    (serializers.DictField, dict, "an object"),
    (serializers.Field, str, "text"),
)


class _Picture(serializers.Field[AcceptedPicture, Any, Any, Any]):
    """A picture; one whose colours mean something, such as a mask, is kept lossless."""

    def __init__(self, *, lossless: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.lossless = lossless


@extend_schema_field({"type": "string", "format": "binary"})
class FormPicture(_Picture):
    """A picture as a part of a multipart form."""

    def to_internal_value(self, data: Any) -> AcceptedPicture:
        """Let the picture in; `PictureRefused` goes through to the problem with its own status."""
        if not isinstance(data, UploadedFile):
            raise serializers.ValidationError(_("Please send the picture as a file."))
        return accept(data, lossless=self.lossless)


@extend_schema_field({"type": "string", "format": "byte"})
class JsonPicture(_Picture):
    """A picture in base64, as JSON needs it."""

    def to_internal_value(self, data: str) -> AcceptedPicture:
        """Decode and let the picture in."""
        try:
            picture = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError(_("This is not base64; please encode the picture's bytes.")) from error
        return accept(BytesIO(picture), lossless=self.lossless)


_WEIGHT = {"type": "integer", "minimum": WEIGHTS[0], "maximum": WEIGHTS[1]}


@extend_schema_field(
    {"type": "object", "additionalProperties": _WEIGHT, "minProperties": 1, "maxProperties": MOST_STYLES}
)
class JsonMix(serializers.DictField):
    """Styles with their weights: {"great-wave": 60, "starry-night": 40}."""

    child = serializers.IntegerField()


class FormMix(serializers.CharField):
    """The same as text, as a form needs it: great-wave:60,starry-night:40."""

    def to_internal_value(self, data: Any) -> Any:
        """Read the text."""
        try:
            return read_mix(super().to_internal_value(data))
        except ValueError as error:
            raise serializers.ValidationError(sentence_of(error)) from error


class Body(serializers.Serializer[Any]):
    """A request's body. `at_least_one` groups fields of which one must be there; the first of several is used."""

    at_least_one: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def to_internal_value(self, data: Any) -> Any:
        """Refuse fields that there are not, and JSON values of another type."""
        if not hasattr(data, "keys"):
            raise serializers.ValidationError({"non_field_errors": [_("The body must be a JSON object.")]})
        is_form = hasattr(data, "getlist")
        errors = {name: error for name in data if (error := self._error(name, data[name], is_form))}
        if errors:
            raise serializers.ValidationError(errors)
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Demand one of the alternatives."""
        for group in self.at_least_one:
            if not attrs.keys() & set(group):
                raise serializers.ValidationError(
                    _("Please send one of these fields: %(names)s.") % {"names": ", ".join(group)}
                )
        return attrs

    def _error(self, name: str, value: Any, is_form: bool) -> str | None:
        field = self.fields.get(name)
        if field is None:
            return _("There is no such field here; there are %(names)s.") % {"names": ", ".join(self.fields)}
        if is_form:
            return _("This is empty; leave the field out, or fill it in.") if value == "" else None
        return _type_error(field, value)


def _type_error(field: serializers.Field[Any, Any, Any, Any], value: Any) -> str | None:
    """Say what a JSON value should have been, in a list as well."""
    expected, words = next((types, words) for kind, types, words in _JSON_TYPES if isinstance(field, kind))
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        return f"This must be {words}."
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        errors = [error for entry in value if (error := _type_error(field.child, entry))]
        return f"In the list: {errors[0]}" if errors else None
    if isinstance(field, serializers.DictField) and isinstance(value, dict):
        named = {name: error for name, entry in value.items() if (error := _type_error(field.child, entry))}
        return next((f"At {name}: {error}" for name, error in named.items()), None)
    return None


def checked(form: forms.Form) -> None:
    """Let one of the site's forms judge what it knows; what it says is told as our own errors are."""
    if not form.is_valid():
        errors = {"non_field_errors" if name == NON_FIELD_ERRORS else name: form.errors[name] for name in form.errors}
        raise serializers.ValidationError({name: [str(one) for one in found] for name, found in errors.items()})
