"""A bilateral grid of colour maps: smooth over the picture, different for dark and light, sharp at every edge.

A grid holds one affine colour map for each of 16 × 16 places and 8 levels of a guide, a weighted sum of the photo's
channels in which blue counts most. The map of a pixel is interpolated between the eight nearest maps of the grid: so a
sky and the roof in front of it may change differently, and no edge is ever blurred.

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
GUIDE = (0.1, 0.25, 0.65)  # blue tells a sky from a roof in front of it, which may have the same luminance

_TILE_HEIGHT, _TILE_WIDTH = 48, 1024
COARSE_FROM = 1600  # height in pixels from which on 4 neighbouring rows share their maps: these rows span one 25th
_COARSE_BAND = 4  # of the distance between two places of the grid, so their own maps would hardly differ


def identity_map() -> np.ndarray:
    """Return the colour map that changes nothing, float32 (4, 3): its rows are multiplied by red, green, blue and 1."""
    return np.eye(4, 3, dtype="float32")


def slice_grid(grids: Any, photos: Any) -> Any:
    r"""Apply grids to photos, differentiably; `apply_grid` computes the same for one photo of any size.

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
        RGB in 0…255.

    Returns
    -------
    uint8 array of shape (H, W, 3)
        RGB in 0…255, clipped.
    """
    height, width, _ = pixels.shape
    band = _COARSE_BAND if height >= COARSE_FROM else 1
    result = np.empty_like(pixels)
    for top in range(0, height, _TILE_HEIGHT):
        rows = _nearness(np.arange(top, top + _TILE_HEIGHT, band) + (band - 1) / 2, height)
        maps = np.tensordot(rows, grid.reshape(SIDE, SIDE, LEVELS * 12), axes=1)
        for left in range(0, width, _TILE_WIDTH):
            tile = pixels[top : top + _TILE_HEIGHT, left : left + _TILE_WIDTH]
            columns = _nearness(np.arange(left, left + _TILE_WIDTH), width)
            table = tf.matmul(columns[None], maps)
            missing = _TILE_HEIGHT - tile.shape[0], _TILE_WIDTH - tile.shape[1]
            whole = np.pad(tile, ((0, missing[0]), (0, missing[1]), (0, 0)))
            done = np.asarray(_tile(band)(whole, table))[: tile.shape[0], : tile.shape[1]]
            result[top : top + _TILE_HEIGHT, left : left + _TILE_WIDTH] = done
    return result


def tone_slopes(grids: Any) -> Any:
    """Measure how steeply luminance rises with the luminance of greys, between neighbouring levels of each place.

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)

    Returns
    -------
    float32 tensor of shape (N, SIDE, SIDE, LEVELS - 1)
        1 where nothing changes, 0 where all detail is lost, below 0 where dark and light change places.
    """
    greys = ops.arange(LEVELS, dtype="float32") / (LEVELS - 1)
    colours = ops.sum(grids[..., :3, :], axis=-2) * greys[:, None] + grids[..., 3, :]
    tones = ops.sum(colours * ops.convert_to_tensor(LUMINANCE), axis=-1)
    return (tones[..., 1:] - tones[..., :-1]) * (LEVELS - 1)


def noise_gains(grids: Any) -> Any:
    """Measure how much each map amplifies a photo's noise, as a ratio of variances.

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
    """Measure how much the maps differ from place to place, and how unevenly they change from level to level.

    Parameters
    ----------
    grids : float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)

    Returns
    -------
    float32 tensor of shape (N,)
        At least 0; 0 where all places have the same maps, and these change linearly from level to level.
    """
    down, right = grids[:, 1:] - grids[:, :-1], grids[:, :, 1:] - grids[:, :, :-1]
    bend = grids[:, :, :, 2:] - 2.0 * grids[:, :, :, 1:-1] + grids[:, :, :, :-2]
    return sum(ops.mean(ops.square(part), axis=(1, 2, 3, 4, 5)) for part in (down, right, bend))


def _nearness(places: np.ndarray, length: int) -> np.ndarray:
    """Return the weights of the grid's places for pixels along a side, for linear interpolation.

    Parameters
    ----------
    places : array of P coordinates of pixels
    length : int
        The side's length in pixels.

    Returns
    -------
    float32 array of shape (P, SIDE)
        Rows add up to 1.
    """
    centres = np.clip((places + 0.5) / length * SIDE - 0.5, 0, SIDE - 1)
    return np.maximum(0.0, 1.0 - np.abs(centres[:, None] - np.arange(SIDE))).astype("float32")


@cache
def _tile(band: int) -> Any:
    """Return the function that maps one tile's pixels; its first call compiles it, in under a second."""

    @tf.function(jit_compile=True)
    def tile(pixels: Any, table: Any) -> Any:
        """Map uint8 (h, w, 3) with maps (h / band, w, LEVELS * 12); XLA fuses all operations into one loop."""
        x = tf.cast(pixels, tf.float32) / 255.0
        guide = sum(weight * x[..., c] for c, weight in enumerate(GUIDE)) * (LEVELS - 1)
        level = tf.minimum(tf.cast(guide, tf.int32), LEVELS - 2)
        up = guide - tf.cast(level, tf.float32)
        flat = tf.reshape(table, (-1,))
        rows = tf.range(_TILE_HEIGHT)[:, None] // band
        first = ((rows * _TILE_WIDTH + tf.range(_TILE_WIDTH)) * LEVELS + level) * 12

        def coefficient(index: int) -> Any:
            below, above = tf.gather(flat, first + index), tf.gather(flat, first + (12 + index))
            return below + (above - below) * up

        def channel(c: int) -> Any:
            return sum(x[..., k] * coefficient(3 * k + c) for k in range(3)) + coefficient(9 + c)

        mapped = tf.stack([channel(c) for c in range(3)], axis=-1)
        return tf.cast(tf.clip_by_value(mapped * 255.0 + 0.5, 0.0, 255.0), tf.uint8)

    return tile
