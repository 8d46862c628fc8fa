"""Form fields for an algorithm's options, read from its dataclass: defaults, choices, limits and help live there."""

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any

from django import forms
from django.conf import settings

from imagetransfer.jobs.custom_algorithms import CustomAlgorithm


def option_fields(algorithm: CustomAlgorithm) -> dict[str, forms.Field]:
    """Return a form field for each option that people can choose; lists of layers are for the API."""
    return {
        option.name: _form_field(option, algorithm.most.get(option.name), algorithm.words.get(option.name, {}))
        for option in fields(algorithm.options)
        if option.metadata["label"]
    }


def _form_field(option: "Field[Any]", most: float | None, words: Mapping[str, str]) -> forms.Field:
    default, choices, least = option.default, option.metadata["choices"], option.metadata["least"]
    help_text = option.metadata["help"]
    common: dict[str, Any] = {
        "label": option.metadata["label"],
        "initial": default,
        "help_text": f"{help_text[0].upper()}{help_text[1:]}.",
    }
    if option.name == "steps":
        most = settings.CUSTOM_MAX_STEPS
    if choices:
        return forms.ChoiceField(choices=[(choice, words.get(choice, choice)) for choice in choices], **common)
    if isinstance(default, bool):
        return forms.BooleanField(required=False, **common)
    if isinstance(default, int):
        return forms.IntegerField(min_value=int(least), max_value=None if most is None else int(most), **common)
    return forms.FloatField(min_value=least, max_value=most, widget=forms.NumberInput(attrs={"step": "any"}), **common)
