"""Joint upsampling: a change of a photo's small copy is applied to the full photo, which keeps all its detail.

He, Sun, "Fast Guided Filter", arXiv:1505.00996: fit local affine maps from the small copy to its result, enlarge the
maps, and apply them to the full photo. Differs from it: the maps are enlarged tile by tile while they are applied, so
the memory is that of the photo and its result. All tiles of all photos have one shape, which compiles once.
"""

from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.filters.guided_filter import guided_filter_coefficients
from algorithms.io.images import resize

RADIUS = 4  # pixels of the small copy: wide enough for smooth maps, narrow enough for light that ends at an edge
EPS = 1e-4  # ridge of the fit
TILE_HEIGHT, TILE_WIDTH = 64, 512


def full_resolution(
    photo: np.ndarray, small_photo: np.ndarray, small_result: np.ndarray, radius: int = RADIUS, eps: float = EPS
) -> np.ndarray:
    """Apply the change of a photo's small copy to the photo.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3) in [0, 1], or uint8 array of that shape
        RGB.
    small_photo, small_result : float32 arrays of shape (h, w, 3)
        The photo's small copy before and after the change.
    radius, eps
        As of `guided_filter_coefficients`.

    Returns
    -------
    array of the photo's shape and kind
        Clipped. Every edge is the photo's own.
    """
    # The change is fitted, not the result: detail that is too faint for the fit stays as it is.
    a, b = guided_filter_coefficients(small_photo[None], (small_result - small_photo)[None], radius, eps)
    return apply_to_photo(np.asarray(a)[0] + np.eye(3, dtype="float32"), np.asarray(b)[0], photo)


def apply_to_photo(a: np.ndarray, b: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Enlarge affine maps linearly, apply them to a photo, and clip the result to [0, 1].

    Parameters
    ----------
    a, b : float32 arrays of shape (h, w, 3, 3) and (h, w, 3)
        As of `guided_filter_coefficients`, for one picture.
    photo : float32 array of shape (H, W, 3) in [0, 1], or uint8 array of that shape
        RGB.

    Returns
    -------
    array of the photo's shape and kind
        RGB.
    """
    height, width, _ = photo.shape
    maps = np.concatenate([a, b[..., None, :]], axis=2).reshape(*b.shape[:2], 12)
    maps = resize(maps, min(len(maps), height), min(maps.shape[1], width)).transpose(0, 2, 1)
    rows, columns = _between(maps.shape[0], height), _between(maps.shape[2], width)
    result = np.empty_like(photo)
    for left in range(0, width, TILE_WIDTH):
        across = slice(left, left + TILE_WIDTH)
        first, second, share = (part[across] for part in columns)
        wide = (1 - share) * maps[..., first] + share * maps[..., second]
        for top in range(0, height, TILE_HEIGHT):
            down = slice(top, top + TILE_HEIGHT)
            result[down, across] = _mapped(wide, [part[down] for part in rows], photo[down, across])
    return result


def _mapped(wide: np.ndarray, rows: list[np.ndarray], tile: np.ndarray) -> np.ndarray:
    """Apply maps (h, 12, w), of which `rows` are the tile's as of `_between`, to a tile of at most the full size."""
    first, second, share = (_padded(part, TILE_HEIGHT) for part in rows)
    start = rows[0][0]
    own = _padded(wide[start : rows[1][-1] + 1], TILE_HEIGHT + 1, 12, TILE_WIDTH)
    pixels = _padded(tile, TILE_HEIGHT, TILE_WIDTH, 3)
    made = _apply_tile(own, np.maximum(first - start, 0), np.maximum(second - start, 0), share, pixels)
    return np.asarray(made)[: tile.shape[0], : tile.shape[1]]


def _padded(x: np.ndarray, *shape: int) -> np.ndarray:
    """Fill an array up with zeros to a shape."""
    missing = [(0, wanted - own) for wanted, own in zip(shape, x.shape, strict=True)]
    return np.pad(x, missing) if any(after for _, after in missing) else x


def _between(size: int, larger: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weights of a linear enlargement of a side from `size` to `larger` pixels.

    For each of the larger side's pixels: its first and its second neighbour, int32, and the second one's weight.
    """
    at = np.clip((np.arange(larger) + 0.5) * size / larger - 0.5, 0, size - 1)
    first = at.astype("int32")
    return first, np.minimum(first + 1, size - 1), (at - first).astype("float32")


@tf.function(jit_compile=True)
def _apply_tile(maps: Any, first: Any, second: Any, share: Any, pixels: Any) -> Any:
    """Enlarge maps (h, 12, W) downwards to (H, 12, W) and apply them to pixels (H, W, 3).

    XLA fuses everything into one loop, and never holds the large maps.
    """
    scale = 255.0 if pixels.dtype == tf.uint8 else 1.0
    photo = tf.cast(pixels, tf.float32) / scale
    part = share[:, None]

    def coefficient(index: int) -> Any:
        return (1 - part) * tf.gather(maps[:, index], first) + part * tf.gather(maps[:, index], second)

    def channel(c: int) -> Any:
        return sum(coefficient(3 * k + c) * photo[..., k] for k in range(3)) + coefficient(9 + c)

    mapped = scale * tf.clip_by_value(tf.stack([channel(c) for c in range(3)], axis=-1), 0.0, 1.0)
    return tf.cast(mapped + 0.5, tf.uint8) if pixels.dtype == tf.uint8 else mapped
