"""Command-line arguments for options, made from their metadata (`algorithms.option_fields`)."""

from __future__ import annotations

import math
from argparse import BooleanOptionalAction
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from algorithms.option_fields import options_of

if TYPE_CHECKING:
    from argparse import _ArgumentGroup
    from dataclasses import Field

    from _typeshed import DataclassInstance

    Options = type[DataclassInstance]


def add_options(group: _ArgumentGroup, options: Options | Mapping[str, Options], without: Container[str] = ()) -> None:
    """Give a parser's group an argument for each option of a dataclass, or of several by the names of their presets.

    An argument that the user leaves out is None, so that a preset's value or the default takes its place.
    """
    presets = options if isinstance(options, Mapping) else {"": options}
    named = [(preset, option) for preset, each in presets.items() for option in options_of(each)]
    for name in dict.fromkeys(option.name for _, option in named if option.name not in without):
        of = {preset: option for preset, option in named if option.name == name}
        first = next(iter(of.values()))
        defaults = ", ".join(f"{preset}: {_shown(each)}" if preset else _shown(each) for preset, each in of.items())
        help_text = f"{first.metadata['help']}{_limits(first)} (default{' of' if '' not in of else ':'} {defaults})"
        group.add_argument(f"--{name.replace('_', '-')}", default=None, help=help_text, **_kind(first))


def given_options(options: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a dataclass, or of its instance, that the user gave."""
    values = {option.name: given.get(option.name) for option in options_of(options)}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items() if v is not None}


def _kind(option: Field[Any]) -> dict[str, Any]:
    """Return how argparse reads an option."""
    if isinstance(option.default, bool):
        return {"action": BooleanOptionalAction}
    if isinstance(option.default, tuple):
        return {"type": str if option.name.endswith("layers") else float, "nargs": "+", "metavar": "X"}
    if option.metadata["choices"]:
        return {"choices": option.metadata["choices"]}
    return {"type": type(option.default), "metavar": "N"}


def _limits(option: Field[Any]) -> str:
    least, most = option.metadata["least"], option.metadata["most"]
    return f", {least:g} to {most:g}" if math.isfinite(most) else ""


def _shown(option: Field[Any]) -> str:
    default = option.default
    return " ".join(map(str, default)) or "none" if isinstance(default, tuple) else str(default)
