"""Least-squares affine maps in windows of a picture: the fit under the guided filter and the matting Laplacian.

The fit is batched and needs no matrix. It takes tensors, and then is differentiable, or numpy arrays, and then Keras is
not loaded.
"""

from typing import Any

import numpy as np
from scipy.ndimage import uniform_filter1d


def window_means(x: Any, radius: int, padding: str) -> Any:
    """Average the windows of `2 radius + 1` rows and columns.

    Parameters
    ----------
    x : float tensor of shape (N, H, W, C)
    padding : "valid" or "same"
        "valid" averages the windows that lie within the picture, "same" one window around each pixel, of which the part
        beyond the border does not count.

    Returns
    -------
    float tensor of shape (N, H - 2 radius, W - 2 radius, C) for "valid", (N, H, W, C) for "same"
    """
    if isinstance(x, np.ndarray):
        return _line_means(_line_means(x, 1, radius, padding), 2, radius, padding)
    from keras import ops

    side = 2 * radius + 1
    rows = ops.average_pool(x, (side, 1), strides=1, padding=padding)
    return ops.average_pool(rows, (1, side), strides=1, padding=padding)


def operations(x: Any) -> Any:
    """Return the module with the operations for an array: numpy for numpy's, otherwise `keras.ops`."""
    if isinstance(x, np.ndarray):
        return np
    from keras import ops

    return ops


def fit_windows(guide: Any, target: Any, radius: int, eps: float, padding: str) -> tuple[Any, Any]:
    r"""Fit `target` by an affine map of `guide` in each window of `window_means`.

    .. math:: \min_{a_k, b_k} \sum_{i \in k} (a_k \cdot I_i + b_k - p_i)^2 + \varepsilon |k| |a_k|^2

    Parameters
    ----------
    guide, target : float tensors of shape (N, H, W, C) and (N, H, W, P)
    eps : float
        The ridge :math:`\varepsilon`, above 0.

    Returns
    -------
    slope : float tensor of shape (N, H', W', C, P)
        :math:`a_k`, with H' and W' as of `window_means`.
    offset : float tensor of shape (N, H', W', P)
        :math:`b_k`.
    """
    ops = operations(guide)
    # Averages of products lose digits to the mean: most of it is taken away first.
    middle, level = ops.mean(guide, axis=(1, 2), keepdims=True), ops.mean(target, axis=(1, 2), keepdims=True)
    x, y = guide - middle, target - level
    channels, targets = guide.shape[-1], target.shape[-1]
    pairs = [(i, j) for i in range(channels) for j in range(i + 1)]
    squares = [x[..., i : i + 1] * x[..., j : j + 1] for i, j in pairs]
    products = [x[..., i : i + 1] * y for i in range(channels)]
    means = window_means(ops.concatenate([x, y, *squares, *products], axis=-1), radius, padding)
    ends = [channels, channels + targets, channels + targets + len(pairs)]
    x_mean, y_mean, xx, xy = ops.split(means, ends, axis=-1)
    variances = {
        (i, j): xx[..., n : n + 1] - x_mean[..., i : i + 1] * x_mean[..., j : j + 1] + (eps if i == j else 0.0)
        for n, (i, j) in enumerate(pairs)
    }
    covariances = [part - x_mean[..., i : i + 1] * y_mean for i, part in enumerate(ops.split(xy, channels, axis=-1))]
    slope = ops.stack(_solve(variances, covariances, eps), axis=-2)
    return slope, y_mean + level - apply_slope(slope, x_mean + middle)


def apply_slope(slope: Any, x: Any) -> Any:
    """Multiply slopes (N, H, W, C, P) by colours (N, H, W, C) in each pixel: (N, H, W, P)."""
    return sum(slope[..., channel, :] * x[..., channel : channel + 1] for channel in range(x.shape[-1]))


def join_map(slope: Any, offset: Any) -> Any:
    """Join slopes (N, H, W, C, P) and offsets (N, H, W, P) along the channels: (N, H, W, C P + P)."""
    ops = operations(slope)
    flat = ops.reshape(slope, (*ops.shape(slope)[:3], slope.shape[-2] * slope.shape[-1]))
    return ops.concatenate([flat, offset], axis=-1)


def split_map(joined: Any, channels: int) -> tuple[Any, Any]:
    """Return the slopes and the offsets that `join_map` joined, for a guide of that many channels."""
    targets = joined.shape[-1] // (channels + 1)
    ops = operations(joined)
    slope = ops.reshape(joined[..., : channels * targets], (*ops.shape(joined)[:3], channels, targets))
    return slope, joined[..., channels * targets :]


def _line_means(x: np.ndarray, axis: int, radius: int, padding: str) -> np.ndarray:
    """Average windows along one axis; scipy adds in float64."""
    side, places = 2 * radius + 1, np.arange(x.shape[axis])
    means: np.ndarray = uniform_filter1d(x, side, axis, mode="constant")
    if padding == "valid":
        return means[(slice(None),) * axis + (slice(radius, len(places) - radius),)]
    counts = np.minimum(places + radius + 1, len(places)) - np.maximum(places - radius, 0)
    means *= (side / counts).astype(x.dtype).reshape(-1, *(1,) * (x.ndim - axis - 1))
    return means


def _solve(matrix: dict[tuple[int, int], Any], right: list[Any], ridge: float) -> list[Any]:
    """Solve a symmetric positive definite system in each pixel, by Cholesky's method without roots.

    Stable in float32, which the adjugate is not when the channels hardly differ.

    Parameters
    ----------
    matrix : dict of (row, column), column at most row, to float tensor of shape (N, H, W, 1)
    right : float tensors of shape (N, H, W, P), one for each row
    ridge : float
        The number that was added to the diagonal: no eigenvalue can be smaller.
    """
    size, x, ops = len(right), list(right), operations(right[0])
    lower: dict[tuple[int, int], Any] = {}
    diagonal: list[Any] = []
    for j in range(size):
        pivot = matrix[j, j] - sum(lower[j, k] ** 2 * diagonal[k] for k in range(j))
        diagonal.append(ops.maximum(pivot, ridge))  # only rounding can make a pivot smaller than the ridge
        for i in range(j + 1, size):
            below = matrix[i, j] - sum(lower[i, k] * lower[j, k] * diagonal[k] for k in range(j))
            lower[i, j] = below / diagonal[j]
    for i in range(size):
        x[i] = x[i] - sum(lower[i, k] * x[k] for k in range(i))
    x = [value / pivot for value, pivot in zip(x, diagonal, strict=True)]
    for i in reversed(range(size)):
        x[i] = x[i] - sum(lower[k, i] * x[k] for k in range(i + 1, size))
    return x
