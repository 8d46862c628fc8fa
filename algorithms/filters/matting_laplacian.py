r"""The matting Laplacian of Levin et al. [1]_, multiplied without building its matrix.

In each window :math:`k` of the guide :math:`I`, let :math:`a_k, b_k` be the affine fit of :math:`p` (`window_fit`). The
fit's remainders, added up over the windows that hold a pixel, are the product of :math:`p` with the Laplacian [2]_.

References
----------
.. [1] Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008.
.. [2] He, Sun, Tang, "Fast Matting Using Large Kernel Matting Laplacian Matrices", CVPR 2010.
"""

from typing import Any

from algorithms.errors import UserError
from algorithms.filters.guided_filter import apply_affine
from algorithms.filters.window_fit import fit_windows, join_map, operations, split_map, window_means

# Levin's own code has 1e-7, which float32 cannot resolve. Divided by the 9 pixels of a window, 1e-4 is a standard
# deviation of 0.0033, less than one of 256 levels: photos are noisier, so both ridges do the same to them.
MATTING_EPS = 1e-4


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
        Levin's ridge, which is that of `fit_windows` times the pixels of a window. A ridge below 1e-5 needs float64.

    Returns
    -------
    float tensor of shape (N, H, W, P)
        0 where p is an affine map of the guide's colours. Half the gradient of :math:`\sum_f p_f^T L p_f`.

    Raises
    ------
    UserError
        If the picture is smaller than a window.
    """
    height, width, side = guide.shape[1], guide.shape[2], 2 * radius + 1
    if min(height, width) < side:
        raise UserError(f"The picture is {width} × {height} pixels; give one of at least {side} × {side}.")
    slope, offset = fit_windows(guide, p, radius, eps / side**2, "valid")
    ops = operations(offset)
    maps = ops.concatenate([join_map(slope, offset), ops.ones_like(offset[..., :1])], axis=-1)
    border = ((0, 0), (2 * radius, 2 * radius), (2 * radius, 2 * radius), (0, 0))
    sums = side**2 * window_means(ops.pad(maps, border), radius, "valid")
    return sums[..., -1:] * p - apply_affine(*split_map(sums[..., :-1], guide.shape[-1]), guide)
