"""Form fields for options, made from their metadata (`algorithms.option_fields`): default, limits, choices, help."""

import math
from collections.abc import Mapping
from dataclasses import Field
from typing import Any

from django import forms
from django.utils.translation import gettext

from algorithms.option_fields import label_of


class RangeInput(forms.NumberInput):
    """A slider."""

    input_type = "range"


class SliderField(forms.IntegerField):
    """A slider between two limits; left out, it is where it stands by itself."""

    def __init__(self, *, label: str, least: int, most: int, **common: Any) -> None:
        sentence = gettext("The %(label)s is a number from %(least)s to %(most)s. Please choose one.") % {
            "label": label.lower(),
            "least": least,
            "most": most,
        }
        super().__init__(
            required=False,
            label=label,
            min_value=least,
            max_value=most,
            widget=RangeInput,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
            **common,
        )

    def clean(self, value: Any) -> int:
        """Return the number, or the initial one."""
        number: int | None = super().clean(value)
        return self.initial if number is None else number


def option_field(option: "Field[Any]", most: float = math.inf, words: Mapping[str, str] | None = None) -> forms.Field:
    """Return the form field of an option that is one value.

    Parameters
    ----------
    most : float
        The site's limit, where the option has none of its own.
    words : dict
        The site's words for the option's choices.
    """
    default, choices, least = option.default, option.metadata["choices"], option.metadata["least"]
    most = min(most, option.metadata["most"])
    help_text = gettext(option.metadata["help"])
    common: dict[str, Any] = {
        "label": gettext(label_of(option)).capitalize(),
        "initial": default,
        "help_text": help_text[0].upper() + help_text[1:],
    }
    if choices:
        return forms.ChoiceField(
            choices=[(choice, gettext((words or {}).get(choice, choice))) for choice in choices], **common
        )
    if isinstance(default, bool):
        return forms.BooleanField(required=False, **common)
    if isinstance(default, int) and math.isfinite(option.metadata["most"]):
        return SliderField(least=int(least), most=int(option.metadata["most"]), **common)
    if isinstance(default, int):
        return forms.IntegerField(min_value=int(least), max_value=int(most) if math.isfinite(most) else None, **common)
    step = forms.NumberInput(attrs={"step": "any"})
    return forms.FloatField(min_value=least, max_value=most if math.isfinite(most) else None, widget=step, **common)
