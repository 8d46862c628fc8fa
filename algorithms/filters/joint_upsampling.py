"""Joint upsampling: a change of a photo's small copy is applied to the full photo, which keeps all its detail.

He, Sun, "Fast Guided Filter", arXiv:1505.00996: fit local affine maps from the small copy to its result, enlarge the
maps, and apply them to the full photo. Differs from it: one compiled pass over stripes of rows enlarges and applies the
maps, so the memory is that of the photo, its result and one stripe.
"""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.filters.guided_filter import guided_filter_coefficients

RADIUS = 4  # pixels of the small copy: wide enough for smooth maps, narrow enough for light that ends at an edge
EPS = 1e-4  # ridge of the fit
STRIPE = 128  # rows that are computed at once


def full_resolution(
    photo: np.ndarray, small_photo: np.ndarray, small_result: np.ndarray, radius: int = RADIUS, eps: float = EPS
) -> np.ndarray:
    """Apply the change of a photo's small copy to the photo.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    small_photo, small_result : float32 arrays of shape (h, w, 3)
        The photo's small copy before and after the change.
    radius, eps
        As of `guided_filter_coefficients`.

    Returns
    -------
    float32 array of shape (H, W, 3)
        Clipped to [0, 1]. Every edge is the photo's own.
    """
    a, b = guided_filter_coefficients(small_photo[None], small_result[None], radius, eps)
    return apply_to_photo(np.asarray(a)[0], np.asarray(b)[0], photo)


def apply_to_photo(a: np.ndarray, b: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Enlarge affine maps linearly, apply them to a photo, and clip the result to [0, 1].

    Parameters
    ----------
    a, b : float32 arrays of shape (h, w, 3, 3) and (h, w, 3)
        As of `guided_filter_coefficients`, for one picture.
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    height, width, _ = photo.shape
    maps = np.concatenate([a, b[..., None, :]], axis=2).reshape(*b.shape[:2], 12)
    columns = [tf.constant(part) for part in _between(b.shape[1], width)]
    above, below, weights = _between(b.shape[0], height)
    result = np.empty_like(photo)
    rows = min(STRIPE, height)
    for start in range(0, height, rows):
        top = min(
            start, height - rows
        )  # the last stripe overlaps the one before: all have one size, which compiles once
        stripe = slice(top, top + rows)
        part = weights[stripe, None, None]
        blended = (1 - part) * maps[above[stripe]] + part * maps[below[stripe]]
        result[stripe] = _apply_stripe(tf.constant(blended), tf.constant(photo[stripe]), *columns)
    return result


def _between(size: int, larger: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weights of a linear enlargement of a side from `size` to `larger` pixels.

    For each of the larger side's pixels: its first and its second neighbour, int32, and the second one's weight.
    """
    at = np.clip((np.arange(larger) + 0.5) * size / larger - 0.5, 0, size - 1)
    first = at.astype("int32")
    return first, np.minimum(first + 1, size - 1), (at - first).astype("float32")


@tf.function(jit_compile=True, reduce_retracing=False)
def _apply_stripe(maps: Any, photo: Any, left: Any, right: Any, weights: Any) -> Any:
    """Enlarge maps (rows, w, 12) to (rows, W, 12) and apply them; XLA fuses both and never holds the large maps."""
    part = weights[None, :, None]
    wide = (1 - part) * tf.gather(maps, left, axis=1) + part * tf.gather(maps, right, axis=1)
    slope, offset = wide[..., :9], wide[..., 9:]
    moved = sum(slope[..., 3 * c : 3 * c + 3] * photo[..., c : c + 1] for c in range(3)) + offset
    return tf.clip_by_value(moved, 0.0, 1.0)
