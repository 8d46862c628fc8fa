"""Sliced Wasserstein distances between the colours of regions and their goals.

.. [1] Pitié, Kokaram, Dahyot, "N-Dimensional Probability Density Function Transfer", ICCV 2005.
.. [2] Rabin, Peyré, Delon, Bernot, "Wasserstein Barycenter and its Application to Texture Mixing", SSVM 2011.
"""

from typing import Any

import numpy as np
from keras import ops

HEIGHT_WEIGHT = 0.3  # weight of a pixel's height beside its colour: a sky that glows at the horizon must glow there
_CHROMA_WEIGHT = 2.5  # without it lightness, in which photos differ most, would outweigh hue
_OPPONENT = (
    np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]]).T / np.sqrt([3, 2, 6]) * [1, _CHROMA_WEIGHT, _CHROMA_WEIGHT]
).astype("float32")


def colour_distance(batch: dict[str, Any], photos: Any, graded: Any) -> Any:
    r"""Measure the distance of regions' colours from goals between the photo's and the style's, weighted by shares.

    .. math:: E = \sum_k s_k \operatorname{mean}_{\theta, i}
        \left( O^{k\theta}_{(i)} - (1 - t_k) C^{k\theta}_{(i)} - t_k S^{k\theta}_{(i)} \right)^2

    with :math:`X^{k\theta}_{(i)}` the sorted projections of region k's colours and heights on direction θ ([1]_, [2]_):
    O of the graded photo, C of the photo, S of the style. The goal lies the fraction :math:`t_k` of the way from the
    photo to the style, so that the result keeps some of the photo's own colours.

    Parameters
    ----------
    batch : dict of name to array
        The arrays of `grading.region_samples.Batch`: `pixels`, `heights`, `style_colours`, `directions`, `amounts`
        (:math:`t_k`) and `shares` (:math:`s_k`).
    photos, graded : float32 tensors of shape (N, H, W, 3)
        RGB in [0, 1], before and after the grading.

    Returns
    -------
    float32 tensor
        The mean over the photos, at least 0.
    """
    style = batch["style_colours"]
    amounts = batch["amounts"][..., None, None]
    start, end, now = (
        _sorted(colours, heights, batch["directions"])
        for colours, heights in (
            (_picked(photos, batch["pixels"]), batch["heights"]),
            (style[..., :3], style[..., 3]),
            (_picked(graded, batch["pixels"]), batch["heights"]),
        )
    )
    distances = ops.mean(ops.square(now - (1.0 - amounts) * start - amounts * end), axis=(2, 3))
    return ops.mean(ops.sum(batch["shares"] * distances, axis=1))


def _picked(images: Any, pixels: Any) -> Any:
    """Return the colours at positions of the flattened images: (N, R, S, 3)."""
    flat = ops.reshape(images, (-1, 1, images.shape[1] * images.shape[2], 3))
    return ops.take_along_axis(flat, pixels[..., None], axis=2)


def _sorted(colours: Any, heights: Any, directions: Any) -> Any:
    """Project opponent colours and heights, (N, R, S, 4), and sort each projection: (N, R, S, D)."""
    points = ops.concatenate([ops.matmul(colours, _OPPONENT), HEIGHT_WEIGHT * heights[..., None]], axis=-1)
    return ops.sort(ops.matmul(points, directions), axis=2)
