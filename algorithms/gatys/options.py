"""The options of slow painting. This module loads no TensorFlow, so that a command's help comes at once."""

import math
from dataclasses import dataclass

from algorithms.errors import UserError
from algorithms.optimise.options import (
    OPTIMISER_HELP,
    OPTIMISERS,
    STARTS,
    average_option,
    check_options,
    learning_rate_option,
    steps_per_scale,
)
from algorithms.option_fields import option
from algorithms.translatable import marked as _

COLOURS = ("style", "luminance", "statistics")
LOSSES = ("relative", "thesis", "stylenet", "keras", "cosine")


@dataclass(frozen=True, kw_only=True)
class PaintOptions:
    """The options of slow painting, with their defaults; a UserError refuses values outside their limits."""

    steps: int = option(
        150, _("how often the picture is worked over; more make it finer and take longer"), label=_("Steps"), least=1
    )
    optimiser: str = option("l-bfgs", OPTIMISER_HELP, label=_("Pace"), choices=OPTIMISERS)
    learning_rate: float = learning_rate_option()
    average: float = average_option()
    normalise: bool = option(
        False,
        _(
            "every layer pulls at the picture as strongly as is set for it, however far it is from its goal; for the "
            "steady pace"
        ),
        label=_("Even pull of all layers"),
    )
    losses: str = option(
        "relative",
        _(
            "how likeness to the two pictures is measured: relative is ours, the others need the weights of their "
            "presets"
        ),
        label=_("Measure of likeness"),
        choices=LOSSES,
    )
    content_weight: float = option(1.0, _("more keeps more of the photo's shapes"), label=_("Likeness to the photo"))
    style_weight: float = option(
        100.0, _("more makes stronger strokes, less stays closer to the photo"), label=_("Strength of the style")
    )
    tv_weight: float = option(2.0, _("more makes calmer surfaces with less grain"), label=_("Smoothness"))
    content_layers: tuple[str, ...] = option(("relu4_2",), "layers that keep the content")
    style_layers: tuple[str, ...] = option(
        ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"), "layers that make the style"
    )
    style_layer_weights: tuple[float, ...] = option((), "one for each style layer (default: all the same)")
    blend: tuple[float, ...] = option((), "one for each picture of the style (default: all the same)")
    colours: str = option(
        "style",
        _("those of the style's picture; or the photo's own, exactly or roughly"),
        label=_("Colours"),
        choices=COLOURS,
    )
    start: str = option("content", _("what the first step paints over"), label=_("Begin with"), choices=STARTS)
    scales: int = option(
        2,
        _("a small picture comes first, then one of twice the size, and so on; more rounds make broader strokes"),
        label=_("Rounds, from small to large"),
        least=1,
    )
    style_scale: float = option(
        1.0, _("1 is as in the style's picture, 2 is twice as broad"), label=_("Breadth of the strokes"), least=0.01
    )
    tile: int = option(
        2048,
        _("a larger picture is worked on in squares of so many pixels a side, which saves memory"),
        label=_("Squares of a large picture"),
        least=64,
    )
    clip: bool = option(
        True,
        _("colours that no screen can show are brought back after each step"),
        label=_("Stay between black and white"),
    )
    enhance: float = option(
        1.0, _("above 1 the finished picture gets brighter, more colourful and sharper"), label=_("Finish")
    )
    seed: int = option(0, _("another number draws other specks, where it begins with some"), label=_("Variation"))

    def __post_init__(self) -> None:
        """Check every option, and the lengths of the weights."""
        check_options(self)
        if self.normalise and self.optimiser != "adam":
            raise UserError("An even pull of all layers has no common total; choose the steady pace, adam.")
        _shares(self.style_layer_weights, len(self.style_layers), "style layers")
        if self.blend:
            _shares(self.blend, len(self.blend), "styles")

    def layer_weights(self) -> dict[str, float]:
        """Return each style layer's factor in the style loss: the given ones, or equal ones that sum to 1."""
        weights = self.style_layer_weights or (1 / len(self.style_layers),) * len(self.style_layers)
        return dict(zip(self.style_layers, weights, strict=True))

    def style_shares(self, count: int) -> list[float]:
        """Return the shares of `count` style pictures; they sum to 1."""
        return _shares(self.blend, count, "styles")

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)


def _shares(weights: tuple[float, ...], count: int, what: str) -> list[float]:
    """Divide weights by their sum; without weights, return `count` equal shares."""
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
