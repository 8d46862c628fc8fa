"""Slow painting: optimise the pixels of the picture (Gatys, Ecker, Bethge, arXiv:1508.06576)."""

from collections.abc import Iterator, Sequence

import numpy as np

from algorithms.errors import UserError
from algorithms.gatys.objective import paint_objective
from algorithms.gatys.options import PaintOptions
from algorithms.io.images import resize
from algorithms.optimise.checkpoint import DescentState
from algorithms.optimise.multiscale import DescentProgress, Stage, scaled_size
from algorithms.optimise.optimisers import Objective
from algorithms.optimise.start import first_picture, fitted, texture_noise
from algorithms.painting.painting import Painting, Regions, check_styles, prepared
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.standing_in import in_place_of_vgg19
from algorithms.regions.resizing import fit_regions


def paint(
    network: LossNetwork,
    content: np.ndarray,
    styles: Sequence[np.ndarray],
    options: PaintOptions | None = None,
    resume: DescentState | None = None,
    regions: Regions | None = None,
    start: np.ndarray | None = None,
) -> Iterator[DescentProgress]:
    """Paint a photo in the manner of one or several pictures; several are blended.

    Parameters
    ----------
    content : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], of any size; the painting's strokes have the size of the style's strokes times `style_scale`.
    resume : DescentState, optional
        State of an interrupted run with the same pictures and options; the result is that of an uninterrupted run.
    regions : (float32 array of shape (H, W, K), float32 array of shape (H', W', K)), optional
        Regions of the photo and of the style, as `regions.matching` makes them: region k of the photo takes the style
        of region k of the style.
    start : float32 array of shape (H'', W'', 3), optional
        RGB in [0, 1], of any size: the picture to begin with, instead of `options.start`.

    Raises
    ------
    UserError
        If the pictures, the options or the state cannot be used.
    """
    options = options or PaintOptions()
    if regions is not None and (len(styles) > 1 or options.losses != "relative"):
        raise UserError("Masks go with one style and the relative losses; leave out the others, or the masks.")
    network, options = in_place_of_vgg19(network, options)
    layers = (*options.content_layers, *options.style_layers)
    styles, options = prepared(content, styles, options, layers)
    given = first_picture(content, styles[0], options.start, options.seed) if start is None else fitted(start, content)
    return _GramPainting(network, content, given, styles, options, regions).steps(resume)


def synthesise_texture(
    network: LossNetwork,
    styles: Sequence[np.ndarray],
    height: int,
    width: int,
    options: PaintOptions | None = None,
    resume: DescentState | None = None,
) -> Iterator[DescentProgress]:
    """Synthesise a texture, without content, from noise, by the Gram matrices of one or several pictures.

    Gatys, Ecker, Bethge, "Texture Synthesis Using Convolutional Neural Networks", arXiv:1505.07376. This differs from
    the paper: the noise is coarse, in the style's colours, because much of a white noise would remain in the picture.
    The options `start`, `colours` and `content_weight` are ignored.

    Parameters
    ----------
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1].
    height, width : int
        Size of the texture in pixels, at least 2 × 2.
    resume : DescentState, optional
        As of `paint`.

    Raises
    ------
    UserError
        If the size, the pictures, the options or the state cannot be used.
    """
    if min(height, width) < 2:
        raise UserError(f"The texture would be of {width} × {height} pixels; give at least 2 × 2.")
    check_styles(styles)
    network, options = in_place_of_vgg19(network, options or PaintOptions())
    start = texture_noise(styles[0], height, width, options.seed)
    return _GramPainting(network, None, start, styles, options).steps(resume)


class _GramPainting(Painting[PaintOptions]):
    """The descent of a painting or a texture by Gram matrices."""

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        """Return the painting's objective at one size."""
        height, width, _ = origin.shape
        content = None if self.content is None else resize(self.content, height, width)
        styles = [resize(style, *scaled_size(style, stage.scale * self.options.style_scale)) for style in self.styles]
        regions = self.regions and (
            fit_regions(self.regions[0], height, width),
            fit_regions(self.regions[1], *styles[0].shape[:2]),
        )
        return paint_objective(self.network, content, styles, self.options, (height, width), regions)
