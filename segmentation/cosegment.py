"""Co-segmentation: deep features of two pictures are clustered together, so that regions correspond without labels."""

import warnings
from collections.abc import Callable, Sequence

import numpy as np
from scipy.cluster.vq import kmeans2

from algorithms.io.images import resize

CLUSTERS = 5
HEIGHT_WEIGHT = 0.5  # of a cell's height in the picture, beside features of length 1
STRIDE = 16  # pixels for each cell of the features


def cosegment(
    look: Callable[[np.ndarray], np.ndarray], content: np.ndarray, style: np.ndarray, seed: int = 0
) -> tuple[list[np.ndarray], tuple[tuple[int, ...], ...]]:
    """Cut two pictures into the same clusters.

    Parameters
    ----------
    look : function of a picture, to features
        Such as `CompiledParser.features`.
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    seed : int
        The same seed gives the same clusters.

    Returns
    -------
    labels : two int arrays of shape (H, W) and (H', W')
        Below `CLUSTERS`.
    nearest : tuple of tuples of int
        For each cluster the numbers of the others, the most alike first.
    """
    grids = [_features(look, picture) for picture in (content, style)]
    points = np.concatenate([grid.reshape(-1, grid.shape[-1]) for grid in grids]).astype("float64")
    # k-means++ needs different points, which flat pictures lack.
    points += np.random.default_rng(seed).normal(0.0, 1e-6, points.shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an empty cluster is a region without pixels, which the matching leaves out
        centres, _ = kmeans2(points, CLUSTERS, minit="++", seed=seed)
    distances = np.linalg.norm(centres[:, None] - centres[None], axis=-1)
    nearest = tuple(tuple(int(k) for k in np.argsort(row) if k != place) for place, row in enumerate(distances))
    return [_labels(grid, centres, p.shape) for grid, p in zip(grids, (content, style), strict=True)], nearest


def _features(look: Callable[[np.ndarray], np.ndarray], picture: np.ndarray) -> np.ndarray:
    """Return features of length 1 and the weighted height of each cell, float32 (h, w, C + 1), a cell for 16 pixels."""
    height, width = (max(2 * STRIDE, round(side / 2 / STRIDE) * 2 * STRIDE) for side in picture.shape[:2])
    sized = np.clip(resize(picture, height, width), 0.0, 1.0)
    activation = look(sized)
    unit = activation / (np.linalg.norm(activation, axis=-1, keepdims=True) + 1e-6)
    height_of_cell = np.linspace(0.0, HEIGHT_WEIGHT, len(unit), dtype="float32")[:, None, None]
    return np.concatenate([unit, np.broadcast_to(height_of_cell, (*unit.shape[:2], 1))], axis=-1)


def _labels(grid: np.ndarray, centres: np.ndarray, shape: Sequence[int]) -> np.ndarray:
    """Give each pixel the nearest cluster; distances are interpolated between cells, so that borders are smooth."""
    distances = np.linalg.norm(grid[:, :, None] - centres, axis=-1).astype("float32")
    return resize(distances, shape[0], shape[1]).argmin(axis=-1)
