"""An algorithm's options as fields of a request: those of the site's form with its limits, and the lists."""

from dataclasses import fields
from typing import Any, get_args, get_type_hints

from django import forms
from rest_framework import serializers

from imagetransfer.api.fields import Switch
from imagetransfer.custom.option_fields import option_fields
from imagetransfer.jobs.slow_algorithms import SlowAlgorithm

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


def serializer_fields(algorithm: SlowAlgorithm) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
    """Return a field for each option, none of which must be there."""
    return {
        **{name: _field(field) for name, field in option_fields(algorithm).items()},
        **{
            option.name: serializers.ListField(
                child=_child(algorithm.options, option.name),
                max_length=_LONGEST_LIST,
                default=list(option.default),
                help_text=option.metadata["help"],
            )
            for option in fields(algorithm.options)
            if isinstance(option.default, tuple) and option.name not in _NEEDS_MORE_PICTURES
        },
    }


def _field(field: forms.Field) -> serializers.Field[Any, Any, Any, Any]:
    """Return what a field of the form is among serializers."""
    common: dict[str, Any] = {"default": field.initial, "help_text": str(field.help_text)}
    limits: dict[str, Any] = {name: getattr(field, name, None) for name in ("min_value", "max_value")}
    choices: Any = getattr(field, "choices", ())
    match field:
        case forms.FloatField():  # before IntegerField, of which it is a kind
            return serializers.FloatField(**limits, **common)
        case forms.IntegerField():
            return serializers.IntegerField(**limits, **common)
        case forms.BooleanField():
            return Switch(**common)
        case forms.ChoiceField():
            return serializers.ChoiceField([value for value, _ in choices], **common)
    raise TypeError(f"no serializer field for {field!r}; expected a number, a switch or a choice")


def _child(options: type[Any], name: str) -> serializers.Field[Any, Any, Any, Any]:
    """Return the field of a list's entries, by the annotation `tuple[…, ...]`."""
    if get_args(get_type_hints(options)[name])[0] is float:
        return serializers.FloatField(min_value=0)
    return serializers.ChoiceField(LAYERS)
