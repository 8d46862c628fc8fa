"""The options of painting by matching neighbours. No TensorFlow here, so that a command's help comes at once."""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from algorithms.errors import UserError
from algorithms.optimise.options import check_steps
from algorithms.option_fields import check_values, option
from algorithms.painting.options import (
    blend_option,
    colours_option,
    enhance_option,
    scales_option,
    shares,
    steps_option,
    style_scale_option,
    tile_option,
)
from algorithms.translatable import marked as _

FULL_SIZE_SHARE = 0.4  # of the steps are made at the full size, the others in equal parts at the smaller ones


@dataclass(frozen=True, kw_only=True)
class NeighbourOptions:
    """The options of painting by neighbours, with their defaults; a UserError refuses values outside their limits."""

    optimiser: ClassVar[str] = "l-bfgs"
    learning_rate: ClassVar[float] = 0.0  # L-BFGS has none
    clip: ClassVar[bool] = True
    average: ClassVar[float] = 0.0

    steps: int = steps_option(160)
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
    colours: str = colours_option()
    scales: int = scales_option(4)
    style_scale: float = style_scale_option()
    layers: tuple[str, ...] = option(
        (
            "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_3", "relu4_1", "relu4_4", "relu5_1",
        ),
        "layers whose features are matched",
    )  # fmt: skip
    blend: tuple[float, ...] = blend_option()
    tile: int = tile_option(768)
    enhance: float = enhance_option()
    seed: int = option(
        0, _("another number chooses among other strokes, where there are very many"), label=_("Variation")
    )

    def __post_init__(self) -> None:
        """Check every option, and the lengths of the weights."""
        check_values(self)
        if not self.layers:
            raise UserError(_("There are no layers; name at least one, such as relu3_1."))
        check_steps(self)
        self.style_shares(len(self.blend) or 1)

    def style_shares(self, count: int) -> list[float]:
        """Return the shares of `count` style pictures; they sum to 1."""
        return shares(self.blend, count, "styles")

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        smaller = self.scales - 1
        full = max(1, min(round(FULL_SIZE_SHARE * self.steps), self.steps - smaller)) if smaller else self.steps
        ends = [round((self.steps - full) * scale / max(1, smaller)) for scale in range(self.scales)]
        return [*(end - begin for begin, end in pairwise(ends)), full]
