"""Fields of options with a help text and limits, for every method and training.

No TensorFlow here, so that a command's help comes at once.
"""

import math
from dataclasses import field, fields
from typing import Any

from algorithms.errors import UserError


def option(default: Any, help_text: str, *, least: float = 0, choices: tuple[str, ...] = ()) -> Any:
    """Return a dataclass's field whose metadata (`help`, `least`, `choices`) commands and forms show and check.

    Parameters
    ----------
    least : float
        The smallest number that is allowed; only for numbers.
    choices : tuple of str
        The values that are allowed; any where there are none.
    """
    return field(default=default, metadata={"help": help_text, "least": least, "choices": choices})


def check_values(options: Any) -> None:
    """Check every field of a dataclass whose fields are all made by `option`.

    Raises
    ------
    UserError
        If a value is not one of its choices, or a number is not finite or below its limit.
    """
    for each in fields(options):
        value, name = getattr(options, each.name), each.name.replace("_", " ")
        choices, least = each.metadata["choices"], each.metadata["least"]
        if choices and value not in choices:
            raise UserError(f"The {name} is {value!r}; choose one of {', '.join(choices)}.")
        if isinstance(value, int | float) and not (least <= value < math.inf):
            raise UserError(f"The {name} is {value}; give a number of at least {least:g}.")
