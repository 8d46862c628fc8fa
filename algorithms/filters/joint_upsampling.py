"""Carry what was done to a small copy of a photo over to the photo itself, with all its detail.

He, Sun, "Fast Guided Filter", arXiv:1505.00996: fit the local affine map of small copy to small result, enlarge the
map, apply it to the full photo. Differs from it: the enlarging and applying are one compiled pass over stripes of rows,
so a photo of any size needs memory for itself, its result and little more.
"""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.filters.guided_filter import guided_filter_coefficients

RADIUS = 4  # of the small copy's pixels: wide enough to be smooth, narrow enough for light that ends at an edge
EPS = 1e-4
STRIPE = 128  # rows


def full_resolution(
    photo: np.ndarray, small_photo: np.ndarray, small_result: np.ndarray, radius: int = RADIUS, eps: float = EPS
) -> np.ndarray:
    """Do to a photo what was done to its small copy.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    small_photo, small_result : float32 arrays of shape (h, w, 3)
        The copy, and what became of it.
    radius, eps
        Of `guided_filter_coefficients`.

    Returns
    -------
    float32 array of shape (H, W, 3)
        Clipped to [0, 1]. Every edge is the photo's own.
    """
    a, b = guided_filter_coefficients(small_photo[None], small_result[None], radius, eps)
    return apply_to_photo(np.asarray(a)[0], np.asarray(b)[0], photo)


def apply_to_photo(a: np.ndarray, b: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Enlarge an affine map linearly, apply it to a photo, and clip the result to [0, 1].

    Parameters
    ----------
    a, b : float32 arrays of shape (h, w, 3, 3) and (h, w, 3)
        As of `guided_filter_coefficients`, for one picture.
    photo : float32 array of shape (H, W, 3)

    Returns
    -------
    float32 array of shape (H, W, 3)
    """
    height, width, _ = photo.shape
    maps = np.concatenate([a, b[..., None, :]], axis=2).reshape(*b.shape[:2], 12)
    columns = [tf.constant(part) for part in _between(b.shape[1], width)]
    above, below, share = _between(b.shape[0], height)
    result = np.empty_like(photo)
    rows = min(STRIPE, height)
    for start in range(0, height, rows):
        top = min(start, height - rows)  # the last stripe overlaps the one before: one size, compiled once
        stripe = slice(top, top + rows)
        part = share[stripe, None, None]
        blended = (1 - part) * maps[above[stripe]] + part * maps[below[stripe]]
        result[stripe] = _apply_stripe(tf.constant(blended), tf.constant(photo[stripe]), *columns)
    return result


def _between(size: int, larger: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for each of `larger` pixels, its two neighbours among `size` of them, and the second one's share."""
    at = np.clip((np.arange(larger) + 0.5) * size / larger - 0.5, 0, size - 1)
    first = at.astype("int32")
    return first, np.minimum(first + 1, size - 1), (at - first).astype("float32")


@tf.function(jit_compile=True, reduce_retracing=False)
def _apply_stripe(maps: Any, photo: Any, left: Any, right: Any, share: Any) -> Any:
    """Enlarge (rows, w, 12) to (rows, W, 12) and apply it, fused: the large map is never held."""
    part = share[None, :, None]
    wide = (1 - part) * tf.gather(maps, left, axis=1) + part * tf.gather(maps, right, axis=1)
    slope, offset = wide[..., :9], wide[..., 9:]
    moved = sum(slope[..., 3 * c : 3 * c + 3] * photo[..., c : c + 1] for c in range(3)) + offset
    return tf.clip_by_value(moved, 0.0, 1.0)
