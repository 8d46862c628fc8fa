"""How a picture is painted slowly; no TensorFlow here, so that a command's help comes at once."""

import math
from dataclasses import dataclass

from algorithms.option_fields import check_values, steps_per_scale
from algorithms.option_fields import option as _option

STARTS = ("content", "style", "noise", "mix", "grey")
OPTIMISERS = ("l-bfgs", "adam", "l-bfgs-20")
OPTIMISER_HELP = "how a step is found: quickly; steadily, in small ones; or in twenty looks, as in the literature"
COLOURS = ("style", "luminance", "statistics")
LOSSES = ("relative", "thesis", "stylenet", "keras", "cosine")


@dataclass(frozen=True, kw_only=True)
class PaintOptions:
    """Every setting of slow painting; every default lives here."""

    steps: int = _option(
        150, "how often the picture is worked over; more make it finer and take longer", label="Steps", least=1
    )
    optimiser: str = _option("l-bfgs", OPTIMISER_HELP, label="Pace", choices=OPTIMISERS)
    learning_rate: float = _option(
        0.02, "how much one step may change at the steady pace; 1 is from black to white", label="Length of a step"
    )
    losses: str = _option(
        "relative", "how likeness to the two pictures is measured", label="Measure of likeness", choices=LOSSES
    )
    content_weight: float = _option(1.0, "more keeps more of the photo's shapes", label="Likeness to the photo")
    style_weight: float = _option(
        100.0, "more makes stronger strokes, less stays closer to the photo", label="Strength of the style"
    )
    tv_weight: float = _option(2.0, "more makes calmer surfaces with less grain", label="Smoothness")
    content_layers: tuple[str, ...] = _option(("relu4_2",), "layers that keep the content")
    style_layers: tuple[str, ...] = _option(
        ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"), "layers that make the style"
    )
    style_layer_weights: tuple[float, ...] = _option((), "one for each style layer (default: all the same)")
    blend: tuple[float, ...] = _option((), "one for each picture of the style (default: all the same)")
    colours: str = _option(
        "style",
        "those of the style's picture; or the photo's own, exactly or roughly",
        label="Colours",
        choices=COLOURS,
    )
    start: str = _option("content", "what the first step paints over", label="Begin with", choices=STARTS)
    scales: int = _option(
        2,
        "a small picture comes first, then one of twice the size, and so on; more rounds make broader strokes",
        label="Rounds, from small to large",
        least=1,
    )
    style_scale: float = _option(
        1.0, "1 is as in the style's picture, 2 is twice as broad", label="Breadth of the strokes", least=0.01
    )
    tile: int = _option(
        2048,
        "a larger picture is worked on in squares of so many pixels a side, which saves memory",
        label="Squares of a large picture",
        least=64,
    )
    clip: bool = _option(
        True, "colours that no screen can show are brought back after each step", label="Stay between black and white"
    )
    enhance: float = _option(
        1.0, "above 1 the finished picture gets brighter, more colourful and sharper", label="Finish"
    )
    seed: int = _option(0, "another number draws other specks, where it begins with some", label="Variation")

    def __post_init__(self) -> None:
        """Refuse what no painting could work with."""
        check_values(self)
        _shares(self.style_layer_weights, len(self.style_layers), "style layers")
        if self.blend:
            _shares(self.blend, len(self.blend), "styles")

    def layer_weights(self) -> dict[str, float]:
        """Return each style layer's factor in the style loss, as given."""
        weights = self.style_layer_weights or (1 / len(self.style_layers),) * len(self.style_layers)
        return dict(zip(self.style_layers, weights, strict=True))

    def style_shares(self, count: int) -> list[float]:
        """Return the share of each of `count` style pictures; they add up to 1."""
        return _shares(self.blend, count, "styles")

    def steps_per_scale(self) -> list[int]:
        """Divide the steps among the scales, coarsest first."""
        return steps_per_scale(self.steps, self.scales)


def _shares(weights: tuple[float, ...], count: int, what: str) -> list[float]:
    """Divide weights by their sum; none means all the same."""
    if weights and len(weights) != count:
        raise ValueError(f"There are {len(weights)} weights for {count} {what}; give as many.")
    if not all(0 <= weight < math.inf for weight in weights) or (weights and sum(weights) == 0):
        raise ValueError(f"The weights of the {what} are {weights}; give numbers of at least 0, not all 0.")
    return [weight / sum(weights) for weight in weights] or [1 / count] * count
