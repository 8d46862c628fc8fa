"""The features of style pictures among which a photo's features find their nearest neighbours.

The features of one column are a pool, region by region. A pool is a bounded random choice from all features.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from algorithms.io.images import resize
from algorithms.neighbours.columns import Column, ColumnFeatures

MOST_HYPERCOLUMNS, MOST_OF_A_LAYER = 8192, 4096  # features of a region's pool; the paper's are 4096 where layers split
SEARCHED_AT_ONCE = 2048  # features of the photo; their distances to a pool are held in memory
_TINY = 1e-8


@dataclass(frozen=True)
class StylePicture:
    """A style's picture and what is taken from it.

    Attributes
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    regions : float32 array of shape (H, W, K)
        In [0, 1].
    share : float
        Its part of the pools.
    """

    picture: np.ndarray
    regions: np.ndarray
    share: float


@dataclass(frozen=True)
class Pool:
    """The pool of one column.

    Attributes
    ----------
    directions : float32 array of shape (P, C)
        The features of all regions, scaled, less their region's mean, and of length 1.
    means : float32 array of shape (K, C)
        The mean of each region's scaled features.
    scales : float32 array of shape (C,)
        By which features are multiplied, so that all layers have the same say.
    parts : tuple of slice
        The rows of each region.
    """

    directions: np.ndarray
    means: np.ndarray
    scales: np.ndarray
    parts: tuple[slice, ...]

    def nearest(self, features: np.ndarray, regions: np.ndarray, means: np.ndarray) -> np.ndarray:
        """Return the row of each feature's nearest neighbour within its region, by the cosine of the centred features.

        Parameters
        ----------
        features : float32 array of shape (N, C)
        regions : int array of shape (N,)
        means : float32 array of shape (K, C)
            Of the photo's features in each region.

        Returns
        -------
        int32 array of shape (N,)
        """
        found = np.zeros(len(features), "int32")
        for region, part in enumerate(self.parts):
            (places,) = np.nonzero(regions == region)
            candidates = tf.constant(self.directions[part])
            for begin in range(0, len(places), SEARCHED_AT_ONCE):
                some = places[begin : begin + SEARCHED_AT_ONCE]
                centred = (features[some] - means[region]) * self.scales
                found[some] = part.start + tf.matmul(centred, candidates, transpose_b=True).numpy().argmax(axis=1)
        return found


def style_pools(features: ColumnFeatures, styles: Sequence[StylePicture], tile: int, seed: int) -> list[Pool]:
    """Return the pool of each column; the same seed makes the same choice."""
    random = np.random.default_rng(seed)
    count = styles[0].regions.shape[-1]
    found: list[list[list[np.ndarray]]] = [[[] for _ in range(count)] for _ in features.columns]
    for style in styles:
        sizes = features.sizes(*style.picture.shape[:2])
        chosen = [_choice(style, column, size, random) for column, size in zip(features.columns, sizes, strict=True)]
        for at, within in features.in_tiles(style.picture, tile):
            for number, column in enumerate(features.columns):
                core = at.at(column.stride)[0]
                for region, each in enumerate(found[number]):
                    each.append(within[number][chosen[number][core][..., region]])
    return [
        _pool(column, [np.concatenate(region) for region in regions], features)
        for column, regions in zip(features.columns, found, strict=True)
    ]


def _choice(style: StylePicture, column: Column, size: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """Choose the places of a style's picture for each region: bool (places down, places across, K)."""
    most = round(style.share * (MOST_HYPERCOLUMNS if len(column.layers) > 1 else MOST_OF_A_LAYER))
    regions = np.clip(resize(style.regions, *size), 0.0, 1.0)
    chosen = np.zeros(regions.shape, bool)
    for region in range(regions.shape[-1]):
        inside = regions[..., region]
        places = np.flatnonzero((inside >= 0.5 * inside.max()) & (style.share > 0))
        if len(places) > most:
            places = random.choice(places, most, replace=False)
        chosen[..., region].flat[places] = True
    return chosen


def _pool(column: Column, regions: Sequence[np.ndarray], features: ColumnFeatures) -> Pool:
    means = [region.mean(axis=0) for region in regions]
    centred = np.concatenate([region - mean for region, mean in zip(regions, means, strict=True)])
    energies = np.square(centred).mean(axis=0)
    widths = [features.network.convolutions[name.replace("relu", "conv")][1].shape[0] for name in column.layers]
    layers = np.split(energies, np.cumsum(widths)[:-1])
    scales = np.concatenate([np.full(layer.size, (layer.sum() + _TINY) ** -0.5, "float32") for layer in layers])
    centred *= scales
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + _TINY
    ends = np.cumsum([len(region) for region in regions])
    parts = tuple(slice(end - len(region), end) for end, region in zip(ends.tolist(), regions, strict=True))
    return Pool(centred, np.stack(means) * scales, scales, parts)
