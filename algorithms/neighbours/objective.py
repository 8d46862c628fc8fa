"""The objective of painting by neighbours: at each place, the distance of the picture's features from the chosen ones.

The distance at a place does not depend on other places, so the picture is worked on tile by tile, in the memory of one.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.io.images import resize
from algorithms.neighbours.columns import ColumnFeatures
from algorithms.neighbours.pools import Pool
from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.tiles import Tile

Goal = dict[str, Any]

_GOAL = {
    "directions": tf.TensorSpec((None, None)),
    "means": tf.TensorSpec((None, None)),
    "scales": tf.TensorSpec((None,)),
    "nearest": tf.TensorSpec((None, None), tf.int32),
    "regions": tf.TensorSpec((None, None), tf.int32),
    "weights": tf.TensorSpec((None, None)),
}


class NeighbourLoss:
    r"""The mean distance between features and their goals, and its gradient.

    .. math:: E = \frac1M \sum_m \frac{1}{N_m} \sum_p 1 - \cos(F^m_p - \mu^m, S^m_{n(p)} - \mu^m)

    with the columns m, their places p, the picture's features F, the style's S and their mean :math:`\mu`, and the
    neighbour n(p) that was chosen for the place: section 3 of Kolkin et al., arXiv:2203.13215. Differs from it: the
    features are centred here, too, not only where neighbours are sought, and each layer is divided by its own
    standard deviation.
    """

    def __init__(self, features: ColumnFeatures) -> None:
        self.features = features
        signature = [tf.TensorSpec((None, None, 3)), [_GOAL] * len(features.columns)]
        self._compiled = tf.function(self._evaluate, input_signature=signature, autograph=False)

    def towards(self, query: np.ndarray, regions: np.ndarray, pools: Sequence[Pool], tile: int) -> Objective:
        """Seek the neighbours of a picture's features, and return the objective of a picture that shall have them.

        Parameters
        ----------
        query : float32 array of shape (H, W, 3)
        regions : float32 array of shape (H, W, K)
            In [0, 1]; at each place, neighbours are sought in the pool of the region with the largest value.
        pools : sequence of Pool
            One for each column.
        tile : int
            The longest side of a tile, in pixels.
        """
        sizes = self.features.sizes(*query.shape[:2])
        at_places = [resize(regions, *size).argmax(axis=-1).astype("int32") for size in sizes]
        nearest = self._nearest(query, at_places, pools, tile)
        tensors = [
            {name: tf.constant(getattr(pool, name)) for name in ("directions", "means", "scales")} for pool in pools
        ]
        tiles = self.features.tiles(query, tile)
        goals = [self._goals(each, nearest, at_places, tensors) for each in tiles]

        def objective(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
            total, gradient = 0.0, np.zeros_like(picture)
            for each, goal in zip(tiles, goals, strict=True):
                loss, change = self._compiled(tf.constant(picture[each.patch]), goal)
                total += float(loss)
                gradient[each.patch] += change.numpy()
            return {"style": total, "total": total}, gradient

        return objective

    def _nearest(
        self, query: np.ndarray, regions: Sequence[np.ndarray], pools: Sequence[Pool], tile: int
    ) -> list[np.ndarray]:
        """Return the rows of each column's neighbours in its pool: int32 (places down, places across)."""
        means = self._means(query, regions, [pool.means.shape[0] for pool in pools], tile)
        nearest = [np.zeros(each.shape, "int32") for each in regions]
        for at, features in self.features.in_tiles(query, tile):
            for m, column in enumerate(self.features.columns):
                core = at.at(column.stride)[0]
                flat = features[m].reshape(-1, features[m].shape[-1])
                found = pools[m].nearest(flat, regions[m][core].ravel(), means[m])
                nearest[m][core] = found.reshape(features[m].shape[:2])
        return nearest

    def _means(
        self, query: np.ndarray, regions: Sequence[np.ndarray], counts: Sequence[int], tile: int
    ) -> list[np.ndarray]:
        """Return the mean of each column's features in each region of a picture: float32 (K, C)."""
        sums: list[Any] = [0.0] * len(regions)
        for at, features in self.features.in_tiles(query, tile):
            for m, column in enumerate(self.features.columns):
                inside = regions[m][at.at(column.stride)[0]].ravel() == np.arange(counts[m])[:, None]
                sums[m] += inside.astype("float32") @ features[m].reshape(inside.shape[1], -1)
        sizes = [np.bincount(each.ravel(), minlength=count) for each, count in zip(regions, counts, strict=True)]
        return [
            (total / np.maximum(1, size)[:, None]).astype("float32") for total, size in zip(sums, sizes, strict=True)
        ]

    def _goals(
        self, tile: Tile, nearest: Sequence[np.ndarray], regions: Sequence[np.ndarray], pools: Sequence[Goal]
    ) -> list[Goal]:
        """Return what each column of a tile's patch is compared with; places in the margin have no weight."""
        goals = []
        for column, own, region, pool in zip(self.features.columns, nearest, regions, pools, strict=True):
            core, inner = tile.at(column.stride)
            size = [part.stop // column.stride - part.start // column.stride for part in tile.patch]
            weights, rows, places = np.zeros(size, "float32"), np.zeros(size, "int32"), np.zeros(size, "int32")
            weights[inner], rows[inner], places[inner] = 1 / (own.size * len(nearest)), own[core], region[core]
            goals.append(pool | {"nearest": rows, "regions": places, "weights": weights})
        return goals

    def _evaluate(self, patch: tf.Tensor, goals: list[Goal]) -> tuple[tf.Tensor, tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(patch)
            columns = self.features.of(patch)
            loss = tf.add_n([_distance(column, goal) for column, goal in zip(columns, goals, strict=True)])
        return loss, tape.gradient(loss, patch)


def _distance(column: tf.Tensor, goal: Goal) -> tf.Tensor:
    centred = column * goal["scales"] - tf.gather(goal["means"], goal["regions"])
    products = tf.reduce_sum(centred * tf.gather(goal["directions"], goal["nearest"]), axis=-1)
    lengths = tf.sqrt(tf.reduce_sum(tf.square(centred), axis=-1) + _TINY)
    return tf.reduce_sum(goal["weights"] * (1.0 - products / lengths))


_TINY = 1e-8
