"""The options of painting by matching neighbours. No TensorFlow here, so that a command's help comes at once."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from algorithms.errors import UserError
from algorithms.option_fields import check_values, option
from algorithms.translatable import marked as _

COLOURS = ("style", "luminance", "statistics")
FULL_SIZE_SHARE = 0.4  # of the steps are made at the full size, the others in equal parts at the smaller ones


@dataclass(frozen=True, kw_only=True)
class NeighbourOptions:
    """The options of painting by neighbours, with their defaults; a UserError refuses values outside their limits."""

    optimiser: ClassVar[str] = "l-bfgs"
    learning_rate: ClassVar[float] = 0.0  # L-BFGS has none
    clip: ClassVar[bool] = True
    average: ClassVar[float] = 0.0

    steps: int = option(
        160, _("how often the picture is worked over; more make it finer and take longer"), label=_("Steps"), least=1
    )
    photo_share: float = option(
        0.75,
        _(
            "how much the photo, rather than the painting so far, decides which strokes are chosen; more keeps more of "
            "its shapes"
        ),
        label=_("Likeness to the photo"),
        most=1,
    )
    turned: bool = option(
        True,
        _("strokes are also taken from the style's picture on its sides and upside down"),
        label=_("Turn the strokes"),
    )
    colours: str = option(
        "style",
        _("those of the style's picture; or the photo's own, exactly or roughly"),
        label=_("Colours"),
        choices=COLOURS,
    )
    scales: int = option(
        4,
        _("a small picture comes first, then one of twice the size, and so on; more rounds make broader strokes"),
        label=_("Rounds, from small to large"),
        least=1,
    )
    style_scale: float = option(
        1.0, _("1 is as in the style's picture, 2 is twice as broad"), label=_("Breadth of the strokes"), least=0.01
    )
    layers: tuple[str, ...] = option(
        (
            "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_3", "relu4_1", "relu4_4", "relu5_1",
        ),
        "layers whose features are matched",
    )  # fmt: skip
    blend: tuple[float, ...] = option((), "one for each picture of the style (default: all the same)")
    tile: int = option(
        768,
        _("a larger picture is worked on in squares of so many pixels a side, which saves memory"),
        label=_("Squares of a large picture"),
        least=64,
    )
    enhance: float = option(
        1.0, _("above 1 the finished picture gets brighter, more colourful and sharper"), label=_("Finish")
    )
    seed: int = option(
        0, _("another number chooses among other strokes, where there are very many"), label=_("Variation")
    )

    def __post_init__(self) -> None:
        """Check every option, and the lengths of the weights."""
        check_values(self)
        if not self.layers:
            raise UserError(_("There are no layers; name at least one, such as relu3_1."))
        if self.steps < self.scales:
            raise UserError(
                _("%(steps)s steps are too few for %(scales)s scales; give one for each at least."),
                steps=self.steps,
                scales=self.scales,
            )
        if self.blend:
            self.style_shares(len(self.blend))

    def style_shares(self, count: int) -> list[float]:
        """Return the shares of `count` style pictures; they sum to 1."""
        if self.blend and len(self.blend) != count:
            raise UserError(
                _("There are %(number)s weights for %(count)s styles; give as many."),
                number=len(self.blend),
                count=count,
            )
        if not all(0 <= weight < math.inf for weight in self.blend) or (self.blend and sum(self.blend) == 0):
            raise UserError(
                _("The weights of the styles are %(blend)s; give numbers of at least 0, not all 0."), blend=self.blend
            )
        return [weight / sum(self.blend) for weight in self.blend] or [1 / count] * count

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        smaller = self.scales - 1
        full = max(1, min(round(FULL_SIZE_SHARE * self.steps), self.steps - smaller)) if smaller else self.steps
        ends = [round((self.steps - full) * scale / max(1, smaller)) for scale in range(self.scales)]
        return [*(end - begin for begin, end in pairwise(ends)), full]
