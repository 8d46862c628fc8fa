"""A bilateral grid of colour maps: smooth over the picture, different for dark and light, sharp at every edge.

A grid holds one affine colour map for each of 16 × 16 places and 8 levels of a guide, which is the photo's lightness,
mostly in blue. A pixel's own map is interpolated between the eight nearest: so a sky and the roof before it may change
differently, and no edge is ever blurred.

.. [1] Chen, Paris, Durand, "Real-time Edge-Aware Image Processing with the Bilateral Grid", SIGGRAPH 2007.
.. [2] Gharbi et al., "Deep Bilateral Learning for Real-Time Image Enhancement", arXiv:1707.02880.
"""

from functools import cache
from typing import Any

import numpy as np
import tensorflow as tf
from keras import ops

SIDE = 16
LEVELS = 8
LUMINANCE = (0.299, 0.587, 0.114)  # of Rec. 601, on gamma-encoded values
GUIDE = (0.1, 0.25, 0.65)  # blue parts a sky from all before it, which luminance does not: roofs are as light
_TILE_HEIGHT, _TILE_WIDTH = 48, 1024


def identity_map() -> np.ndarray:
    """Return the colour map that changes nothing, float32 (4, 3): rows for red, green, blue and one."""
    return np.eye(4, 3, dtype="float32")


def slice_grid(grids: Any, photos: Any) -> Any:
    r"""Apply grids to photos, differentiably; `apply_grid` computes the same for one large photo.

    .. math:: O_p = \sum_z \max(0, 1 - |7 g_p - z|)\; (I_p, 1) \, A_z(p)

    with :math:`g` the guide and :math:`A_z(p)` the level's maps, interpolated bilinearly at the pixel ([2]_, eq. 5).

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)
    photos : float32 tensor of shape (N, H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 tensor of shape (N, H, W, 3)
        RGB, not clipped, so that gradients never vanish.
    """
    n, height, width, _ = ops.shape(photos)
    maps = ops.image.resize(ops.reshape(grids, (n, SIDE, SIDE, LEVELS * 12)), (height, width))
    maps = ops.reshape(maps, (n, height, width, LEVELS, 12))
    guide = ops.sum(photos * ops.convert_to_tensor(GUIDE), axis=-1, keepdims=True)
    nearness = ops.relu(1.0 - ops.abs(guide * (LEVELS - 1) - ops.arange(LEVELS, dtype="float32")))
    own = ops.reshape(ops.matmul(nearness[..., None, :], maps), (n, height, width, 4, 3))
    return ops.matmul(photos[..., None, :], own[..., :3, :])[..., 0, :] + own[..., 3, :]


def apply_grid(grid: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """Apply one grid to a photo of any size, tile by tile, in the memory of the photo and its result.

    Parameters
    ----------
    grid : float32 array of shape (SIDE, SIDE, LEVELS, 4, 3)
    pixels : uint8 array of shape (H, W, 3)

    Returns
    -------
    uint8 array of shape (H, W, 3)
    """
    height, width, _ = pixels.shape
    (rows, down), (columns, right) = _places(height), _places(width)
    result = np.empty_like(pixels)
    for top in range(0, height, _TILE_HEIGHT):
        bottom = min(top + _TILE_HEIGHT, height)
        share = down[top:bottom, None, None, None, None]
        maps = grid[rows[top:bottom]] * (1 - share) + grid[rows[top:bottom] + 1] * share
        for left in range(0, width, _TILE_WIDTH):
            inside = np.s_[top:bottom, left : min(left + _TILE_WIDTH, width)]
            tile = _full(pixels[inside], _TILE_HEIGHT, _TILE_WIDTH)
            across = (_full(array[inside[1]], _TILE_WIDTH) for array in (columns, right))
            done = np.asarray(_tile()(tile, _full(maps, _TILE_HEIGHT), *across))
            result[inside] = done[: bottom - top, : inside[1].stop - left]
    return result


def tone_slopes(grids: Any) -> Any:
    """How steeply luminance rises with a grey's luminance, between neighbouring levels of each place.

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)

    Returns
    -------
    float32 tensor of shape (N, SIDE, SIDE, LEVELS - 1)
        1 where nothing changes, 0 where all detail is lost, below 0 where dark and light are swapped.
    """
    greys = ops.arange(LEVELS, dtype="float32") / (LEVELS - 1)
    colours = ops.sum(grids[..., :3, :], axis=-2) * greys[:, None] + grids[..., 3, :]
    tones = ops.sum(colours * ops.convert_to_tensor(LUMINANCE), axis=-1)
    return (tones[..., 1:] - tones[..., :-1]) * (LEVELS - 1)


def noise_gains(grids: Any) -> Any:
    """How much each map amplifies a photo's noise, as a ratio of variances.

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)

    Returns
    -------
    float32 tensor of shape (N, SIDE, SIDE, LEVELS, 3)
        Of red, green and blue; 1 where nothing changes.
    """
    return ops.sum(ops.square(grids[..., :3, :]), axis=-2)


def roughness(grids: Any) -> Any:
    """How much the maps differ from place to place, and how unevenly from level to level.

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; 0 for a single map that may change evenly from dark to light.
    """
    down, right = grids[:, 1:] - grids[:, :-1], grids[:, :, 1:] - grids[:, :, :-1]
    bend = grids[:, :, :, 2:] - 2.0 * grids[:, :, :, 1:-1] + grids[:, :, :, :-2]
    return sum(ops.mean(ops.square(part), axis=(1, 2, 3, 4, 5)) for part in (down, right, bend))


def _places(length: int) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel along a side: the place before it, and how far it is on the way to the next one."""
    centres = np.clip((np.arange(length) + 0.5) / length * SIDE - 0.5, 0, SIDE - 1)
    before = np.minimum(centres.astype("int32"), SIDE - 2)
    return before, (centres - before).astype("float32")


def _full(array: np.ndarray, *shape: int) -> np.ndarray:
    """Fill the first sides up to a tile's, so that the compiled function sees a single shape."""
    missing = [(0, whole - part) for whole, part in zip(shape, array.shape, strict=False)]
    return np.pad(array, missing + [(0, 0)] * (array.ndim - len(shape)))


@cache
def _tile() -> Any:
    """Return the function that maps one tile's pixels, compiled when first called (under a second)."""

    @tf.function(jit_compile=True)
    def tile(pixels: Any, maps: Any, columns: Any, right: Any) -> Any:
        """Map uint8 (h, w, 3) with the rows' maps (h, SIDE, LEVELS, 4, 3); everything fuses into one loop."""
        x = tf.cast(pixels, tf.float32) / 255.0
        guide = sum(weight * x[..., c] for c, weight in enumerate(GUIDE)) * (LEVELS - 1)
        level = tf.minimum(tf.cast(guide, tf.int32), LEVELS - 2)
        up = guide - tf.cast(level, tf.float32)
        flat = tf.reshape(maps, (-1,))
        first = ((tf.range(_TILE_HEIGHT)[:, None] * SIDE + columns) * LEVELS + level) * 12

        def coefficient(index: int) -> Any:
            def at(offset: int) -> Any:
                return tf.gather(flat, first + (offset + index))

            here = at(0) + (at(12) - at(0)) * up
            there = at(12 * LEVELS) + (at(12 * LEVELS + 12) - at(12 * LEVELS)) * up
            return here + (there - here) * right

        def channel(c: int) -> Any:
            return sum(x[..., k] * coefficient(3 * k + c) for k in range(3)) + coefficient(9 + c)

        mapped = tf.stack([channel(c) for c in range(3)], axis=-1)
        return tf.cast(tf.clip_by_value(mapped * 255.0 + 0.5, 0.0, 255.0), tf.uint8)

    return tile
