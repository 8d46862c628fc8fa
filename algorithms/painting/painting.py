"""The common part of slow painting, by Gram matrices or by neighbours: its pictures, its sizes and its finish."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np

from algorithms.colour.statistics import enhance, keep_colours, match_colours
from algorithms.io.images import resize
from algorithms.optimise.checkpoint import fingerprint
from algorithms.optimise.multiscale import Descent, check_picture
from algorithms.optimise.options import DescentOptions
from algorithms.perceptual.layer import fitting_scales
from algorithms.perceptual.loss_network import LossNetwork

Regions = tuple[np.ndarray, np.ndarray]


class PaintingOptions(DescentOptions, Protocol):
    """The options of slow painting, a dataclass, that matter here."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def colours(self) -> str:
        """Whose colours the painting has: "style", or the photo's by "luminance" or by "statistics"."""

    @property
    def style_scale(self) -> float:
        """The breadth of the strokes; 1 is that of the style's picture."""

    @property
    def enhance(self) -> float:
        """The factor by which the finished picture gets brighter, more colourful and sharper."""


Options = TypeVar("Options", bound=PaintingOptions)


def check_styles(styles: Sequence[np.ndarray]) -> None:
    """Raise a UserError if one of the styles' pictures cannot be used."""
    for style in styles:
        check_picture(style, "style's picture")


def prepared(
    content: np.ndarray, styles: Sequence[np.ndarray], options: Options, layers: Iterable[str]
) -> tuple[Sequence[np.ndarray], Options]:
    """Check the pictures of a painting; return the styles in the colours that are wanted, and as many scales as fit.

    Parameters
    ----------
    content : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], of any size.
    layers : names of all layers that the painting looks at

    Raises
    ------
    UserError
        If a picture cannot be used, or is too small for the layers.
    """
    check_picture(content, "photo")
    check_styles(styles)
    if options.colours == "statistics":
        styles = [match_colours(style, content) for style in styles]
    sides = [side * options.style_scale for style in styles for side in style.shape[:2]]
    return styles, replace(options, scales=fitting_scales(options.scales, layers, *content.shape[:2], *sides))


class Painting(Descent, Generic[Options]):
    """The descent of one painting, or of a texture, which has no photo; subclasses say what is minimised."""

    def __init__(
        self,
        network: LossNetwork,
        content: np.ndarray | None,
        start: np.ndarray,
        styles: Sequence[np.ndarray],
        options: Options,
        regions: Regions | None = None,
    ) -> None:
        self.network, self.content, self.styles, self.options = network, content, styles, options
        self.regions = regions
        inputs = [start, *([] if content is None else [content]), *styles, *(regions or ()), *network.weights]
        super().__init__(start, options, fingerprint((options, network.pooling, network.padding), inputs))

    def in_style(self, variable: np.ndarray) -> np.ndarray:
        """Return the picture in the style's colours, which it has by itself unless a subclass gives them."""
        return variable

    def finished(self, variable: np.ndarray) -> np.ndarray:
        """Return the picture in the style's colours, or in the photo's, and enhanced where the options ask for it."""
        if self.content is not None and self.options.colours == "luminance":
            picture = keep_colours(variable, resize(self.content, *variable.shape[:2]))
        else:
            picture = self.in_style(variable)
        return picture if self.options.enhance == 1 else enhance(picture, self.options.enhance)
