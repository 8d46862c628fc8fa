r"""The local affine fit: in each window, colours of one picture as an affine map of the colours of another.

For a window :math:`k` of a guide picture :math:`I`, let :math:`a_k, b_k` minimise

.. math:: \sum_{i \in k} (a_k \cdot I_i + b_k - p_i)^2 + \varepsilon |k| |a_k|^2.

Their averages over the windows that hold a pixel make the guided filter [1]_; fitted small and applied to a large
photo, the fast one [2]_; and what the fit leaves of :math:`p` is its product with the matting Laplacian of [3]_,
which thus needs no matrix. Windows are averages, computed by pooling, so all of it is batched and differentiable.

References
----------
.. [1] He, Sun, Tang, "Guided Image Filtering", ECCV 2010 and PAMI 2013.
.. [2] He, Sun, "Fast Guided Filter", arXiv:1505.00996.
.. [3] Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008.
"""

from typing import Any

from keras import ops

# Levin's own code has 1e-7, which float32 cannot resolve. Divided by the 9 pixels of a window, this is a standard
# deviation of 0.0033, still less than one of 256 levels: the photos' noise is larger, so both do the same to them.
MATTING_EPS = 1e-4


def box_filter(x: Any, radius: int) -> Any:
    """Average each pixel's window of `2 radius + 1` rows and columns; at the borders, the part that there is.

    Parameters
    ----------
    x : float tensor of shape (N, H, W, C)

    Returns
    -------
    float tensor of shape (N, H, W, C)
    """
    return _means(x, radius, "same")


def guided_filter_coefficients(guide: Any, target: Any, radius: int, eps: float) -> tuple[Any, Any]:
    """Fit `target` in each window by an affine map of `guide`, and average the maps of the windows around each pixel.

    Parameters
    ----------
    guide : float tensor of shape (N, H, W, C)
        In [0, 1]. Its edges are those that the fit can have.
    target : float tensor of shape (N, H, W, P)
    radius : int
        Windows are of `2 radius + 1` pixels a side; at the borders they are smaller.
    eps : float
        The ridge: guide variances well below it count as flat, where the map is a constant.

    Returns
    -------
    a : float tensor of shape (N, H, W, C, P)
    b : float tensor of shape (N, H, W, P)
        For `apply_affine`.
    """
    slope, offset = _fit(guide, target, radius, eps, "same")
    smooth = box_filter(ops.concatenate([_flat(slope), offset], axis=-1), radius)
    return _split(smooth, guide.shape[-1])


def apply_affine(a: Any, b: Any, guide: Any) -> Any:
    """Return `a · guide + b` in each pixel.

    Parameters
    ----------
    a, b : float tensors of shape (N, H, W, C, P) and (N, H, W, P)
    guide : float tensor of shape (N, H, W, C)

    Returns
    -------
    float tensor of shape (N, H, W, P)
    """
    return ops.sum(a * guide[..., None], axis=-2) + b


def upsample_affine(a: Any, b: Any, height: int, width: int) -> tuple[Any, Any]:
    """Enlarge maps for `apply_affine` with a guide of that size, linearly."""
    together = ops.concatenate([_flat(a), b], axis=-1)
    larger = ops.image.resize(together, (height, width), "bilinear", data_format="channels_last")
    return _split(larger, a.shape[-2])


def guided_filter(guide: Any, p: Any, radius: int, eps: float) -> Any:
    """Smooth `p` with the edges of `guide`; shapes as in `guided_filter_coefficients`, of which it is the picture."""
    return apply_affine(*guided_filter_coefficients(guide, p, radius, eps), guide)


def matting_laplacian_product(guide: Any, p: Any, radius: int = 1, eps: float = MATTING_EPS) -> Any:
    r"""Multiply pictures by the matting Laplacian of a guide, without the matrix.

    .. math:: (L p)_i = \sum_{k \ni i} (p_i - a_k \cdot I_i - b_k)

    Parameters
    ----------
    guide : float tensor of shape (N, H, W, C)
        In [0, 1].
    p : float tensor of shape (N, H, W, P)
    radius : int
        Only windows of `2 radius + 1` pixels a side that lie within the picture count, as in Levin's own code.
    eps : float
        Levin's ridge, which is that of `guided_filter_coefficients` times the pixels of a window. A ridge below 1e-5
        wants float64.

    Returns
    -------
    float tensor of shape (N, H, W, P)
        0 where p is an affine map of the guide's colours.

    Raises
    ------
    ValueError
        If the picture is smaller than a window.
    """
    height, width, side = guide.shape[1], guide.shape[2], 2 * radius + 1
    if min(height, width) < side:
        raise ValueError(f"The picture is {width} × {height} pixels; give one of at least {side} × {side}.")
    slope, offset = _fit(guide, p, radius, eps / side**2, "valid")
    ones = ops.ones_like(offset[..., :1])
    maps = ops.concatenate([_flat(slope), offset, ones], axis=-1)
    border = ((0, 0), (2 * radius, 2 * radius), (2 * radius, 2 * radius), (0, 0))
    sums = side**2 * _means(ops.pad(maps, border), radius, "valid")
    return sums[..., -1:] * p - apply_affine(*_split(sums[..., :-1], guide.shape[-1]), guide)


def matting_energy(guide: Any, p: Any, radius: int = 1, eps: float = MATTING_EPS) -> Any:
    r"""Return :math:`\frac1N \sum_f p_f^T L p_f` over the channels, per picture: float tensor of shape (N,).

    At least 0, up to rounding; half the gradient is `matting_laplacian_product` divided by the number of pixels.
    """
    products = p * matting_laplacian_product(guide, p, radius, eps)
    return ops.sum(products, axis=(1, 2, 3)) / (p.shape[1] * p.shape[2])


def _fit(guide: Any, target: Any, radius: int, eps: float, padding: str) -> tuple[Any, Any]:
    """Return each window's own map: (N, H', W', C, P) and (N, H', W', P)."""
    # Averages of products lose digits to the mean: most of it is taken away first.
    middle, level = ops.mean(guide, axis=(1, 2), keepdims=True), ops.mean(target, axis=(1, 2), keepdims=True)
    x, y = guide - middle, target - level
    channels = guide.shape[-1]
    pairs = [(i, j) for i in range(channels) for j in range(i + 1)]
    squares = [x[..., i : i + 1] * x[..., j : j + 1] for i, j in pairs]
    products = [x[..., i : i + 1] * y for i in range(channels)]
    means = _means(ops.concatenate([x, y, *squares, *products], axis=-1), radius, padding)
    x_mean, y_mean, xx, xy = ops.split(means, _ends(channels, target.shape[-1], len(pairs)), axis=-1)
    variances = {
        (i, j): xx[..., n : n + 1] - x_mean[..., i : i + 1] * x_mean[..., j : j + 1] + (eps if i == j else 0.0)
        for n, (i, j) in enumerate(pairs)
    }
    covariances = [part - x_mean[..., i : i + 1] * y_mean for i, part in enumerate(ops.split(xy, channels, axis=-1))]
    slope = ops.stack(_solve(variances, covariances, eps), axis=-2)
    return slope, y_mean + level - ops.sum(slope * (x_mean + middle)[..., None], axis=-2)


def _ends(channels: int, targets: int, pairs: int) -> list[int]:
    return [channels, channels + targets, channels + targets + pairs]


def _solve(matrix: dict[tuple[int, int], Any], right: list[Any], ridge: float) -> list[Any]:
    """Solve symmetric positive definite systems, one a pixel, by Cholesky's method without roots.

    Stable in float32, which the adjugate is not when the channels hardly differ.

    Parameters
    ----------
    matrix : dict of (row, column), column at most row, to float tensor of shape (N, H, W, 1)
    right : float tensors of shape (N, H, W, P), one a row
    ridge : float
        What was added to the diagonal: the least eigenvalue that there can be.
    """
    size, x = len(right), list(right)
    lower: dict[tuple[int, int], Any] = {}
    diagonal: list[Any] = []
    for j in range(size):
        pivot = matrix[j, j] - sum(lower[j, k] ** 2 * diagonal[k] for k in range(j))
        diagonal.append(ops.maximum(pivot, ridge))  # as it is but for rounding
        for i in range(j + 1, size):
            below = matrix[i, j] - sum(lower[i, k] * lower[j, k] * diagonal[k] for k in range(j))
            lower[i, j] = below / diagonal[j]
    for i in range(size):
        x[i] = x[i] - sum(lower[i, k] * x[k] for k in range(i))
    x = [value / pivot for value, pivot in zip(x, diagonal, strict=True)]
    for i in reversed(range(size)):
        x[i] = x[i] - sum(lower[k, i] * x[k] for k in range(i + 1, size))
    return x


def _means(x: Any, radius: int, padding: str) -> Any:
    """Average windows: those within the picture ("valid"), or one around each pixel, cut at the border ("same")."""
    side = 2 * radius + 1
    rows = ops.average_pool(x, (side, 1), strides=1, padding=padding)
    return ops.average_pool(rows, (1, side), strides=1, padding=padding)


def _flat(slope: Any) -> Any:
    return ops.reshape(slope, (*ops.shape(slope)[:3], slope.shape[-2] * slope.shape[-1]))


def _split(together: Any, channels: int) -> tuple[Any, Any]:
    """Undo the concatenation of flat slopes and offsets."""
    targets = together.shape[-1] // (channels + 1)
    slope = ops.reshape(together[..., : channels * targets], (*ops.shape(together)[:3], channels, targets))
    return slope, together[..., channels * targets :]
