"""How far the colours of regions are from where they shall be: sliced Wasserstein distances.

.. [1] Pitié, Kokaram, Dahyot, "N-Dimensional Probability Density Function Transfer", ICCV 2005.
.. [2] Rabin, Peyré, Delon, Bernot, "Wasserstein Barycenter and its Application to Texture Mixing", SSVM 2011.
"""

from typing import Any

import numpy as np
from keras import ops

HEIGHT_WEIGHT = 0.3  # places count, too: a sky that glows at the horizon shall do so there
_CHROMA_WEIGHT = 2.5  # photos differ in lightness more than in hue, and would be judged by that alone
_OPPONENT = (
    np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]]).T / np.sqrt([3, 2, 6]) * [1, _CHROMA_WEIGHT, _CHROMA_WEIGHT]
).astype("float32")


def colour_distance(batch: dict[str, Any], photos: Any, graded: Any) -> Any:
    r"""Distance between each region's colours and a point on their way to the style's, weighted by the regions' shares.

    .. math:: E = \sum_k s_k \operatorname{mean}_{\theta, i}
        \left( O^{k\theta}_{(i)} - (1 - t_k) C^{k\theta}_{(i)} - t_k S^{k\theta}_{(i)} \right)^2

    with :math:`X^{k\theta}_{(i)}` the sorted projections of region k's colours and heights on direction θ ([1]_, [2]_).
    Going only the part :math:`t_k` of the way along each direction keeps what is particular to a photo.

    Parameters
    ----------
    batch : the arrays of `region_samples.Batch` by name
    photos, graded : float32 tensors of shape (N, H, W, 3)
        RGB, before and after.

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
    """Colours at places of the flattened images: (N, R, S, 3)."""
    flat = ops.reshape(images, (-1, 1, images.shape[1] * images.shape[2], 3))
    return ops.take_along_axis(flat, pixels[..., None], axis=2)


def _sorted(colours: Any, heights: Any, directions: Any) -> Any:
    """Project opponent colours and heights, (N, R, S, 4), and sort each projection: (N, R, S, D)."""
    points = ops.concatenate([ops.matmul(colours, _OPPONENT), HEIGHT_WEIGHT * heights[..., None]], axis=-1)
    return ops.sort(ops.matmul(points, directions), axis=2)
