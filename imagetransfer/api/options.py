"""What a slow algorithm can be told, as fields of a request: those of the site's form, and the lists."""

from dataclasses import fields
from typing import Any, get_args, get_type_hints

from django import forms
from rest_framework import serializers

from imagetransfer.api.fields import FormPicture, JsonPicture, NumberChoice, Switch
from imagetransfer.custom.forms import SettingsForm
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.forms import PictureField

Field = serializers.Field[Any, Any, Any, Any]
Picture = type[FormPicture] | type[JsonPicture]

_LONGEST_LIST = 40
# Those of the compact network, which the jobs' algorithms use; asking it would load TensorFlow.
LAYERS = [
    f"{kind}{block}_{number}"
    for block, depth in enumerate((2, 2, 4, 4, 1), 1)
    for number in range(1, depth + 1)
    for kind in ("conv", "relu")
]
# Shares of several style pictures; a job has one.
_NEEDS_MORE_PICTURES = {"blend"}


def serializer_fields(algorithm: str, picture: Picture) -> dict[str, Field]:
    """Return a field for everything that a job of the algorithm can be told, and need not be."""
    form = SettingsForm(job=Job(algorithm=algorithm))
    options = ALGORITHMS[algorithm].options
    lists: list[Any] = [option for option in fields(options) if isinstance(option.default, tuple)]
    return {
        **{name: _field(field, picture) for name, field in form.fields.items()},
        **{
            option.name: serializers.ListField(
                child=_child(options, option.name),
                max_length=_LONGEST_LIST,
                default=list(option.default),
                help_text=option.metadata["help"],
            )
            for option in lists
            if option.name not in _NEEDS_MORE_PICTURES
        },
    }


def _field(field: forms.Field, picture: Picture) -> Field:
    """Return what a field of the form is among serializers."""
    default = {"required": False} if field.initial is None else {"default": field.initial}
    common: dict[str, Any] = {"help_text": str(field.help_text), **default}
    limits: dict[str, Any] = {name: getattr(field, name, None) for name in ("min_value", "max_value")}
    choices: Any = getattr(field, "choices", ())
    match field:
        case forms.FloatField():  # before IntegerField, of which it is a kind
            return serializers.FloatField(**limits, **common)
        case forms.IntegerField():
            return serializers.IntegerField(**limits, **common)
        case forms.BooleanField():
            return Switch(**common)
        case forms.TypedChoiceField():
            return NumberChoice([value for value, _ in choices], **common)
        case forms.ChoiceField():
            return serializers.ChoiceField([value for value, _ in choices], **common)
        case forms.EmailField():
            return serializers.EmailField(**common)
        case PictureField():
            return picture(lossless=field.lossless, **common)
    raise TypeError(f"no serializer field for {field!r}; expected one of the kinds above")


def _child(options: type[Any], name: str) -> Field:
    """Return the field of a list's entries, by the annotation `tuple[…, ...]`."""
    if get_args(get_type_hints(options)[name])[0] is float:
        return serializers.FloatField(min_value=0)
    return serializers.ChoiceField(LAYERS)
