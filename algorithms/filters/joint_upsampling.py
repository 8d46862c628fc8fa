"""Joint upsampling: a change of a photo's small copy is applied to the full photo, which keeps all its detail.

He, Sun, "Fast Guided Filter", arXiv:1505.00996: fit local affine maps from the small copy to its result, enlarge the
maps, and apply them to the full photo. Differs from it: the maps are enlarged row by row while they are applied, so
the memory is that of the photo and its result.
"""

from functools import lru_cache

import numpy as np

from algorithms.filters.enlarging import between
from algorithms.filters.guided_filter import guided_filter_coefficients
from algorithms.io.images import resize

RADIUS = 4  # pixels of the small copy: wide enough for smooth maps, narrow enough for light that ends at an edge
EPS = 1e-4  # ridge of the fit


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
    return apply_to_photo(a[0] + np.eye(3, dtype="float32"), b[0], photo)


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
    maps = resize(maps, min(len(maps), height), min(maps.shape[1], width))
    levels = 255 if photo.dtype == np.uint8 else 1
    maps[..., 9:] *= levels
    rows, columns = between(len(maps), height), between(maps.shape[1], width)
    widened = lru_cache(maxsize=2)(lambda row: _widened(maps[row], columns))
    result, here, product = np.empty_like(photo), np.empty((4, 3, width), "float32"), np.empty((3, width), "float32")
    place = -1
    for row, (first, second, share) in enumerate(zip(*rows, strict=True)):
        if first != place:
            place, upper = first, widened(int(first))
            step = widened(int(second)) - upper
        np.multiply(step, share, out=here)
        np.add(here, upper, out=here)
        _apply_row(here, photo[row], levels, product, result[row])
    return result


def _widened(row: np.ndarray, columns: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Enlarge a row of maps, float32 (w, 12), to the photo's width: float32 (4, 3, W)."""
    first, second, share = columns
    planes = np.ascontiguousarray(row.T)
    wide = planes.take(first, 1) * (1 - share) + planes.take(second, 1) * share
    return wide.reshape(4, 3, -1)


def _apply_row(maps: np.ndarray, pixels: np.ndarray, levels: int, product: np.ndarray, result: np.ndarray) -> None:
    """Apply maps, float32 (4, 3, W), to pixels (W, 3) of values up to `levels`; overwrite all but these two.

    Each step writes into memory that is there and lies in the processor's cache: that halves the time.
    """
    mapped = maps[3]
    for channel in range(3):
        np.multiply(maps[channel], pixels[:, channel].astype("float32"), out=product)
        np.add(mapped, product, out=mapped)
    np.maximum(mapped, 0, out=mapped)
    np.minimum(mapped, levels, out=mapped)
    if levels > 1:
        np.add(mapped, 0.5, out=mapped)
    for channel in range(3):
        result[:, channel] = mapped[channel].astype(result.dtype)
