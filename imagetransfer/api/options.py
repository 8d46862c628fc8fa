"""Options as fields of a request, made from their metadata (`algorithms.option_fields`), and a custom job's others."""

import math
from dataclasses import Field as Option
from typing import Any, get_args

from django import forms
from rest_framework import serializers

from algorithms.option_fields import options_of
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
# What the page says by its form.
_HELP = {
    "language": "of the mails",
    "masks": "who says what belongs together: automatic finds it, own takes your masks, none compares whole pictures",
    "content_mask": "of the photo; equal colours of both masks belong together",
    "style_mask": "of the picture with the style",
}
# Shares of several style pictures, of which a job has one; and the definition of the losses, which a preset brings.
_NOT_OFFERED = {"blend", "losses"}


def option_field(option: "Option[Any]", most: float = math.inf) -> Field:
    """Return the serializer field of an option; `most` is the site's limit, where the option has none of its own."""
    default, choices, least = option.default, option.metadata["choices"], option.metadata["least"]
    most = min(most, option.metadata["most"])
    common: dict[str, Any] = {"default": default, "help_text": option.metadata["help"]}
    limit = most if math.isfinite(most) else None
    if isinstance(default, tuple):
        child = serializers.FloatField(min_value=0) if get_args(option.type)[0] is float else _layer()
        return serializers.ListField(child=child, max_length=_LONGEST_LIST, **common | {"default": list(default)})
    if choices:
        return serializers.ChoiceField(choices, **common)
    if isinstance(default, bool):
        return Switch(**common)
    if isinstance(default, int):
        return serializers.IntegerField(min_value=int(least), max_value=None if limit is None else int(limit), **common)
    return serializers.FloatField(min_value=least, max_value=limit, **common)


def serializer_fields(name: str, picture: Picture) -> dict[str, Field]:
    """Return a field for everything that a job of the algorithm can be told, and need not be."""
    form, algorithm = SettingsForm(job=Job(algorithm=name)), ALGORITHMS[name]
    others = {each: field for each, field in form.fields.items() if each not in form.option_names}
    return {
        **{each: _field(field, picture, _HELP.get(each, "")) for each, field in others.items()},
        **{
            option.name: option_field(option, algorithm.most_of(option))
            for option in options_of(algorithm.options)
            if option.name not in _NOT_OFFERED
        },
    }


def _field(field: forms.Field, picture: Picture, help_text: str) -> Field:
    """Return the serializer field of a form field that is no option."""
    default = {"required": False} if field.initial is None else {"default": field.initial}
    common: dict[str, Any] = {"help_text": str(field.help_text) or help_text, **default}
    choices: Any = getattr(field, "choices", ())
    match field:
        case forms.TypedChoiceField():
            return NumberChoice([value for value, _ in choices], **common)
        case forms.ChoiceField():
            return serializers.ChoiceField([value for value, _ in choices], **common)
        case forms.EmailField():
            return serializers.EmailField(**common)
        case PictureField():
            return picture(lossless=field.lossless, **common)
    raise TypeError(f"no serializer field for {field!r}; expected one of the kinds above")


def _layer() -> Field:
    return serializers.ChoiceField(LAYERS)
