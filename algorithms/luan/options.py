"""The options of the slow photographic style. This module loads no TensorFlow: a command's help comes at once."""

from dataclasses import dataclass

from algorithms.optimise.options import OPTIMISERS, check_options, steps_per_scale
from algorithms.option_fields import option

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")  # before the ReLU, as the thesis found better


@dataclass(frozen=True, kw_only=True)
class PhotoOptions:
    """The options of the slow photographic style, with their defaults; a UserError refuses impossible values."""

    optimise: str = option(
        "light",
        "the optimised variable: the light, which shows in each region's colours, or every pixel, as in the sources",
        choices=("light", "pixels"),
    )
    steps: int = option(40, "over all scales; more come nearer to the style", least=1)
    optimiser: str = option("adam", "the optimiser", choices=OPTIMISERS)
    learning_rate: float = option(0.02, "Adam's, where white is 1")
    losses: str = option(
        "relative", "whose definition of the losses: ours, or the thesis's", choices=("relative", "thesis")
    )
    content_weight: float = option(1.0, "of the content loss")
    style_weight: float = option(20.0, "of the style loss")
    tv_weight: float = option(0.0, "of the total variation")
    light_weight: float = option(600.0, "of the squared change that the light makes; more is gentler")
    affine_weight: float = option(0.01, "of the matting Laplacian's energy, where pixels are optimised")
    content_layers: tuple[str, ...] = option(("conv4_2",), "layers that keep the content")
    style_layers: tuple[str, ...] = option(STYLE_LAYERS, "layers that make the style")
    start: str = option(
        "colours",
        "first picture of pixels: the photo in each region's style colours; as it is; or 0.6 noise, 0.4 photo",
        choices=("colours", "content", "mix"),
    )
    smooth: bool = option(False, "smooth the result along the photo's edges at the end, where pixels are optimised")
    scales: int = option(2, "sizes relit one after the other, each twice the one before", least=1)
    clip: bool = option(True, "keep pixels within black and white after each step")
    seed: int = option(0, "the same seed draws the same noise")

    def __post_init__(self) -> None:
        """Check every option."""
        check_options(self)

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)
