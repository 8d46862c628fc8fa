"""The options of slow painting. This module loads no TensorFlow, so that a command's help comes at once."""

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

LOSSES = ("relative", "thesis", "stylenet", "keras", "cosine")


@dataclass(frozen=True, kw_only=True)
class PaintOptions:
    """The options of slow painting, with their defaults; a UserError refuses values outside their limits."""

    steps: int = steps_option(150)
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
    blend: tuple[float, ...] = blend_option()
    colours: str = colours_option()
    start: str = option("content", _("what the first step paints over"), label=_("Begin with"), choices=STARTS)
    scales: int = scales_option(2)
    style_scale: float = style_scale_option()
    tile: int = tile_option(2048)
    clip: bool = option(
        True,
        _("colours that no screen can show are brought back after each step"),
        label=_("Stay between black and white"),
    )
    enhance: float = enhance_option()
    seed: int = option(0, _("another number draws other specks, where it begins with some"), label=_("Variation"))

    def __post_init__(self) -> None:
        """Check every option, and the lengths of the weights."""
        check_options(self)
        if self.normalise and self.optimiser != "adam":
            raise UserError("An even pull of all layers has no common total; choose the steady pace, adam.")
        shares(self.style_layer_weights, len(self.style_layers), "style layers")
        if self.blend:
            shares(self.blend, len(self.blend), "styles")

    def layer_weights(self) -> dict[str, float]:
        """Return each style layer's factor in the style loss: the given ones, or equal ones that sum to 1."""
        weights = self.style_layer_weights or (1 / len(self.style_layers),) * len(self.style_layers)
        return dict(zip(self.style_layers, weights, strict=True))

    def style_shares(self, count: int) -> list[float]:
        """Return the shares of `count` style pictures; they sum to 1."""
        return shares(self.blend, count, "styles")

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)
