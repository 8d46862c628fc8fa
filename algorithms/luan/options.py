"""The options of the slow photographic style. This module loads no TensorFlow: a command's help comes at once."""

from dataclasses import dataclass

from algorithms.optimise.options import OPTIMISER_HELP, OPTIMISERS, check_options, steps_per_scale
from algorithms.option_fields import option

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")  # before the ReLU, as the thesis found better


@dataclass(frozen=True, kw_only=True)
class PhotoOptions:
    """The options of the slow photographic style, with their defaults; a UserError refuses impossible values."""

    optimise: str = option(
        "light",
        "the light alone, which keeps every detail of the photo; or every pixel, as in the literature",
        label="What changes",
        choices=("light", "pixels"),
    )
    steps: int = option(
        40, "how often the picture is worked over; more come nearer to the style", label="Steps", least=1
    )
    optimiser: str = option("adam", OPTIMISER_HELP, label="Pace", choices=OPTIMISERS)
    learning_rate: float = option(
        0.02, "how much one step may change at the steady pace; 1 is from black to white", label="Length of a step"
    )
    average: float = option(
        0.0,
        "the result is the mean of the last steps' pictures, which takes out grain; 0.9 is of about ten, 0 of one",
        label="Mean of the last steps",
        most=0.999,
    )
    losses: str = option(
        "relative",
        "how likeness to the two pictures is measured: relative is ours, the others need the weights of their presets",
        label="Measure of likeness",
        choices=("relative", "luan", "thesis"),
    )
    content_weight: float = option(1.0, "more keeps more of the photo", label="Likeness to the photo")
    style_weight: float = option(20.0, "more brings more of the other photo's look", label="Strength of the style")
    tv_weight: float = option(0.0, "more makes calmer surfaces with less grain", label="Smoothness")
    light_weight: float = option(600.0, "more changes the light less", label="Gentleness")
    affine_weight: float = option(
        0.01, "more keeps the photo's edges and surfaces, where every pixel changes", label="Loyalty to the edges"
    )
    content_layers: tuple[str, ...] = option(("conv4_2",), "layers that keep the content")
    style_layers: tuple[str, ...] = option(STYLE_LAYERS, "layers that make the style")
    start: str = option(
        "colours",
        "what the first step changes, where every pixel changes",
        label="Begin with",
        choices=("colours", "content", "mix"),
    )
    smooth: bool = option(
        False, "evens out the result between the photo's edges, where every pixel changes", label="Smooth at the end"
    )
    scales: int = option(
        2,
        "a small picture comes first, then one of twice the size, and so on",
        label="Rounds, from small to large",
        least=1,
    )
    clip: bool = option(
        True, "colours that no screen can show are brought back after each step", label="Stay between black and white"
    )
    seed: int = option(0, "another number draws other specks, where it begins with some", label="Variation")

    def __post_init__(self) -> None:
        """Check every option."""
        check_options(self)

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)
