"""Painting by neighbours: every feature of the photo is replaced by the style's most similar one, coarse to fine.

Kolkin, Kucera, Paris, Sýkora, Shechtman, Shakhnarovich, "Neural Neighbor Style Transfer", arXiv:2203.13215. Differs
from the paper: L-BFGS moves the pixels of one size after the other, theirs is Adam on a Laplacian pyramid; at the end
new neighbours are sought for each of a few stages, theirs for each step; and colours are carried over by sliced optimal
transport, theirs by mean and covariance.

Memory: a tile's activations (about 2.7 kB for each of its pixels, under the compact network; so at most 2.5 GB with the
default squares), a region's pool of the style's features (20 MB), 2048 distances to each of the pool (67 MB), and
twelve copies of the picture for L-BFGS.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from algorithms.colour.optimal_transport import ColourMap
from algorithms.errors import UserError
from algorithms.io.images import resize
from algorithms.neighbours.columns import ColumnFeatures, hypercolumn, split_columns
from algorithms.neighbours.objective import NeighbourLoss
from algorithms.neighbours.options import NeighbourOptions
from algorithms.neighbours.pools import Pool, StylePicture, style_pools
from algorithms.optimise.checkpoint import DescentState
from algorithms.optimise.multiscale import DescentProgress, Stage, scaled_size
from algorithms.optimise.optimisers import Objective
from algorithms.optimise.start import fitted
from algorithms.painting.painting import Painting, Regions, prepared
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.regions.resizing import fit_regions

FINISHING_SHARE, FINISHING_STAGES = 5 / 9, 4  # of the steps at full size


def paint_by_neighbours(
    network: LossNetwork,
    content: np.ndarray,
    styles: Sequence[np.ndarray],
    options: NeighbourOptions | None = None,
    resume: DescentState | None = None,
    regions: Regions | None = None,
    start: np.ndarray | None = None,
) -> Iterator[DescentProgress]:
    """Paint a photo with the strokes of one or several pictures.

    Parameters
    ----------
    content : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], of any size; the painting's strokes have the size of the style's strokes times `style_scale`.
    resume : DescentState, optional
        State of an interrupted run with the same pictures and options; the result is that of an uninterrupted run.
    regions : (float32 array of shape (H, W, K), float32 array of shape (H', W', K)), optional
        Regions of the photo and of the style, as `regions.matching` makes them: region k of the photo takes the strokes
        of region k of the style.
    start : float32 array of shape (H'', W'', 3), optional
        RGB in [0, 1], of any size: the picture to begin with, instead of the photo.

    Raises
    ------
    UserError
        If the pictures, the options or the state cannot be used.
    """
    options = options or NeighbourOptions()
    if regions is not None and len(styles) > 1:
        raise UserError("Masks go with one style; leave out the others, or the masks.")
    styles, options = prepared(content, styles, options, options.layers)
    given = content if start is None else fitted(start, content)
    return _NeighbourPainting(network, content, given, styles, options, regions).steps(resume)


class _NeighbourPainting(Painting[NeighbourOptions]):
    """The descent of a painting by neighbours: small sizes first; at the full size a few stages finish it."""

    def __init__(
        self,
        network: LossNetwork,
        content: np.ndarray,
        start: np.ndarray,
        styles: Sequence[np.ndarray],
        options: NeighbourOptions,
        regions: Regions | None,
    ) -> None:
        super().__init__(network, content, start, styles, options, regions)
        self.photo = content
        self.photo_regions = regions[0] if regions else np.ones((*content.shape[:2], 1), "float32")
        self.style_regions = [regions[1]] if regions else [np.ones((*s.shape[:2], 1), "float32") for s in styles]
        self.losses = [
            NeighbourLoss(ColumnFeatures(network, of(options.layers))) for of in (hypercolumn, split_columns)
        ]
        self.pools = cache(self._pools)

    def stages(self) -> list[Stage]:
        """Return a stage for each size, whole columns matched, and the finishing ones, each layer by itself."""
        *smaller, last = super().stages()
        finishing = round(FINISHING_SHARE * last.steps)
        ends = [round(finishing * i / FINISHING_STAGES) for i in range(FINISHING_STAGES + 1)]
        parts = [Stage(1.0, end - begin, again=True) for begin, end in pairwise(ends)]
        return [*smaller, Stage(1.0, last.steps - finishing), *parts]

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        """Seek neighbours for what shall be painted, and return the distance from them."""
        query = origin if stage.again else self._query(stage, origin)
        regions = fit_regions(self.photo_regions, *origin.shape[:2])
        loss = self.losses[stage.again]
        return loss.towards(query, regions, self.pools(stage.scale, stage.again), self.options.tile)

    def _query(self, stage: Stage, origin: np.ndarray) -> np.ndarray:
        """Mix the photo with the painting so far, which gets the photo's fine detail: the paper's section 3.3."""
        height, width, _ = origin.shape
        photo = np.clip(resize(self.photo, height, width), 0.0, 1.0)
        if stage.scale == self.stages()[0].scale:
            return photo
        coarse = resize(resize(photo, *scaled_size(photo, 0.5)), height, width)
        share = np.float32(self.options.photo_share)
        return share * photo + (1 - share) * (origin + photo - coarse)

    def _pools(self, scale: float, again: bool) -> list[Pool]:
        """Return the features of all styles at one size, on their sides and upside down where that is asked for."""
        turns = range(4 if self.options.turned else 1)
        shares = self.options.style_shares(len(self.styles))
        pictures = []
        for style, regions, share in zip(self.styles, self.style_regions, shares, strict=True):
            size = scaled_size(style, scale * self.options.style_scale)
            pair = np.clip(resize(style, *size), 0.0, 1.0), fit_regions(regions, *size)
            for turn in turns:
                picture, turned = (np.ascontiguousarray(np.rot90(each, turn)) for each in pair)
                pictures.append(StylePicture(picture, turned, share / len(turns)))
        return style_pools(self.losses[again].features, pictures, self.options.tile, self.options.seed)

    def in_style(self, variable: np.ndarray) -> np.ndarray:
        """Give each region the colours of the style's region."""
        regions = fit_regions(self.photo_regions, *variable.shape[:2])
        shares = self.options.style_shares(len(self.styles))
        colours = np.concatenate([style.reshape(-1, 3) for style in self.styles])
        mapped = np.zeros_like(variable)
        for region in range(regions.shape[-1]):
            own = regions[..., region]
            parts = zip(shares, self.style_regions, strict=True)
            weights = np.concatenate([share * each[..., region].ravel() / each[..., 0].size for share, each in parts])
            mapped += own[..., None] * ColourMap(variable, own, colours, weights, self.options.seed)(variable)
        return np.clip(mapped / regions.sum(axis=-1, keepdims=True), 0.0, 1.0)
