"""Linear enlargement of arrays of any number of channels."""

import numpy as np


def between(size: int, larger: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the weights of a linear enlargement of a side from `size` to `larger` pixels.

    For each of the larger side's pixels: its first and its second neighbour, int32, and the second one's weight.
    """
    at = np.clip((np.arange(larger) + 0.5) * size / larger - 0.5, 0, size - 1)
    first = at.astype("int32")
    return first, np.minimum(first + 1, size - 1), (at - first).astype("float32")


def enlarge(x: np.ndarray, height: int, width: int) -> np.ndarray:
    """Enlarge a float32 array (h, w, C) linearly to (height, width, C)."""
    first, second, share = between(len(x), height)
    rows = _mixed(x.take(first, 0), x.take(second, 0), share[:, None, None])
    first, second, share = between(x.shape[1], width)
    return _mixed(rows.take(first, 1), rows.take(second, 1), share[:, None])


def _mixed(one: np.ndarray, other: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Overwrite both arrays, and return one of them: memory that is there is sooner written than new memory."""
    other -= one
    other *= share
    other += one
    return other
