"""The options of the slow photographic style. This module loads no TensorFlow: a command's help comes at once."""

from dataclasses import dataclass

from algorithms.optimise.options import (
    OPTIMISER_HELP,
    OPTIMISERS,
    average_option,
    check_options,
    learning_rate_option,
    steps_per_scale,
)
from algorithms.option_fields import option
from algorithms.translatable import marked as _

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")  # before the ReLU, as the thesis found better


@dataclass(frozen=True, kw_only=True)
class PhotoOptions:
    """The options of the slow photographic style, with their defaults; a UserError refuses impossible values."""

    optimise: str = option(
        "light",
        _("the light alone, which keeps every detail of the photo; or every pixel, which can change details"),
        label=_("What changes"),
        choices=("light", "pixels"),
    )
    steps: int = option(
        30, _("how often the picture is worked over; more come nearer to the style"), label=_("Steps"), least=1
    )
    optimiser: str = option("adam", OPTIMISER_HELP, label=_("Pace"), choices=OPTIMISERS)
    learning_rate: float = learning_rate_option()
    average: float = average_option()
    losses: str = option(
        "relative",
        _(
            "how likeness to the two pictures is measured: relative is ours, the others need the weights of their "
            "presets"
        ),
        label=_("Measure of likeness"),
        choices=("relative", "luan", "thesis"),
    )
    content_weight: float = option(1.0, _("more keeps more of the photo"), label=_("Likeness to the photo"))
    style_weight: float = option(
        20.0, _("more brings more of the other photo's look"), label=_("Strength of the style")
    )
    tv_weight: float = option(0.0, _("more makes calmer surfaces with less grain"), label=_("Smoothness"))
    light_weight: float = option(600.0, _("more changes the light less"), label=_("Gentleness"))
    affine_weight: float = option(
        0.01, _("more keeps the photo's edges and surfaces, where every pixel changes"), label=_("Loyalty to the edges")
    )
    content_layers: tuple[str, ...] = option(("conv4_2",), "layers that keep the content")
    style_layers: tuple[str, ...] = option(STYLE_LAYERS, _("layers that make the style"))
    start: str = option(
        "fast",
        _("the picture that is worked over; the light alone begins with one of the first two"),
        label=_("Begin with"),
        choices=("fast", "colours", "content", "mix"),
    )
    smooth: bool = option(
        False,
        _("evens out the result between the photo's edges, where every pixel changes"),
        label=_("Smooth at the end"),
    )
    scales: int = option(
        2,
        _("a small picture comes first, then one of twice the size, and so on"),
        label=_("Rounds, from small to large"),
        least=1,
    )
    clip: bool = option(
        True,
        _("colours that no screen can show are brought back after each step"),
        label=_("Stay between black and white"),
    )
    seed: int = option(0, _("another number draws other specks, where it begins with some"), label=_("Variation"))

    def __post_init__(self) -> None:
        """Check every option."""
        check_options(self)

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)
