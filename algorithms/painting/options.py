"""The options that both ways of slow painting have. No TensorFlow here, so that a command's help comes at once."""

import math
from typing import Any

from algorithms.errors import UserError
from algorithms.option_fields import option
from algorithms.translatable import marked as _

COLOURS = ("style", "luminance", "statistics")


def steps_option(steps: int) -> Any:
    """Declare the option of the steps, with its default."""
    help_text = _("how often the picture is worked over; more make it finer and take longer")
    return option(steps, help_text, label=_("Steps"), least=1)


def blend_option() -> Any:
    """Declare the option by which several styles are mixed; `shares` reads it."""
    return option((), "one for each picture of the style (default: all the same)")


def colours_option() -> Any:
    """Declare the option that says whose colours a painting gets."""
    help_text = _("those of the style's picture; or the photo's own, exactly or roughly")
    return option("style", help_text, label=_("Colours"), choices=COLOURS)


def scales_option(scales: int) -> Any:
    """Declare the option of how many sizes are worked on, with its default."""
    help_text = _(
        "a small picture comes first, then one of twice the size, and so on; more rounds make broader strokes"
    )
    return option(scales, help_text, label=_("Rounds, from small to large"), least=1)


def style_scale_option() -> Any:
    """Declare the option by which the style's picture is enlarged."""
    help_text = _("1 is as in the style's picture, 2 is twice as broad")
    return option(1.0, help_text, label=_("Breadth of the strokes"), least=0.01)


def tile_option(side: int) -> Any:
    """Declare the option of the squares in which a large picture is worked on, with its default."""
    help_text = _("a larger picture is worked on in squares of so many pixels a side, which saves memory")
    return option(side, help_text, label=_("Squares of a large picture"), least=64)


def enhance_option() -> Any:
    """Declare the option of the finish."""
    help_text = _("above 1 the finished picture gets brighter, more colourful and sharper")
    return option(1.0, help_text, label=_("Finish"))


def shares(weights: tuple[float, ...], count: int, what: str) -> list[float]:
    """Divide weights by their sum; without weights, return `count` equal shares.

    Raises
    ------
    UserError
        If there are more or fewer than `count`, one of them is below 0, or all are 0.
    """
    if weights and len(weights) != count:
        raise UserError(
            _("There are %(number)s weights for %(count)s %(what)s; give as many."),
            number=len(weights),
            count=count,
            what=what,
        )
    if not all(0 <= weight < math.inf for weight in weights) or (weights and sum(weights) == 0):
        raise UserError(
            _("The weights of the %(what)s are %(weights)s; give numbers of at least 0, not all 0."),
            what=what,
            weights=weights,
        )
    return [weight / sum(weights) for weight in weights] or [1 / count] * count
