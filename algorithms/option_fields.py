"""What the options of the slow algorithms have in common: fields with a help text and limits, and how they are checked.

No TensorFlow here, so that a command's help comes at once.
"""

import math
from dataclasses import field, fields
from typing import Any


def option(default: Any, help_text: str, *, label: str = "", least: float = 0, choices: tuple[str, ...] = ()) -> Any:
    """Return a dataclass's field that commands and forms can show and check; forms show those that have a label."""
    return field(default=default, metadata={"help": help_text, "label": label, "least": least, "choices": choices})


def check_values(options: Any) -> None:
    """Refuse, with a ValueError in one plain sentence, what no algorithm could work with."""
    for each in fields(options):
        value, name = getattr(options, each.name), each.name.replace("_", " ")
        choices, least = each.metadata["choices"], each.metadata["least"]
        if choices and value not in choices:
            raise ValueError(f"The {name} is {value!r}; choose one of {', '.join(choices)}.")
        if isinstance(value, int | float) and not (least <= value < math.inf):
            raise ValueError(f"The {name} is {value}; give a number of at least {least:g}.")
    if not options.style_layers:
        raise ValueError("There are no style layers; name at least one, such as relu3_1.")
    if options.steps < options.scales:
        raise ValueError(f"{options.steps} steps are too few for {options.scales} scales; give one for each at least.")


def steps_per_scale(steps: int, scales: int) -> list[int]:
    """Divide the steps among the scales, coarsest first: each gets half as many as the one before.

    The coarse ones cost little and settle what is where; the full size only adds the fine strokes.
    """
    shares = [2.0**-scale for scale in range(scales)]
    ends = [round(steps * sum(shares[: scale + 1]) / sum(shares)) for scale in range(scales)]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
