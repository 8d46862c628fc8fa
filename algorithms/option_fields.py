"""Options of algorithms as dataclass fields, which carry their help text, limits and choices in their metadata.

Forms, serializers and commands read that metadata, so an option is declared once. This module loads no TensorFlow, so
that a command's help comes at once.
"""

import math
from dataclasses import Field, field, fields
from typing import Any

from algorithms.errors import UserError
from algorithms.translatable import marked as _


def option(
    default: Any,
    help_text: str,
    *,
    label: str = "",
    least: float = 0,
    most: float = math.inf,
    choices: tuple[str, ...] = (),
) -> Any:
    """Return a dataclass field that forms, serializers and commands can show and check.

    Parameters
    ----------
    default : bool, int, float, str, or tuple of str or float
        Its type is the option's type.
    help_text : str
        A phrase that begins in lower case and has no full stop.
    label : str
        The option's name for people; the field's name if omitted.
    least, most : float
        The limits of a number, both included.
    choices : tuple of str
        The values of a text option.
    """
    metadata = {"help": help_text, "label": label, "least": least, "most": most, "choices": choices}
    return field(default=default, metadata=metadata)


def options_of(options: Any) -> list["Field[Any]"]:
    """Return the fields of a dataclass, or of its instance, that `option` declared."""
    return [each for each in fields(options) if "help" in each.metadata]


def label_of(each: "Field[Any]") -> str:
    """Return an option's name for people, in lower case."""
    return each.metadata["label"] or each.name.replace("_", " ")


def check_values(options: Any) -> None:
    """Refuse, with a UserError, an option that is outside its limits or none of its choices."""
    for each in options_of(options):
        value, choices, words = getattr(options, each.name), each.metadata["choices"], each.name.replace("_", " ")
        least, most = each.metadata["least"], each.metadata["most"]
        if choices and value not in choices:
            raise UserError(
                _("The %(words)s is %(value)s; choose one of %(choices)s."),
                words=words,
                value=repr(value),
                choices=", ".join(choices),
            )
        if isinstance(value, int | float) and not (math.isfinite(value) and least <= value <= most):
            raise UserError(
                _("The %(words)s is %(value)s; give a number of at least %(least)s.")
                if most == math.inf
                else _("The %(words)s is %(value)s; give %(least)s to %(most)s."),
                **{"words": words, "value": value, "least": f"{least:g}", "most": f"{most:g}"},
            )
