r"""The guided filter [1]_: one picture smoothed along the edges of another, its guide.

In each window :math:`k` of the guide :math:`I`, the filtered picture :math:`p` is fitted by an affine map
:math:`a_k \cdot I_i + b_k` of the guide's colours (`window_fit`); the averages of the maps over the windows that hold
a pixel give the pixel's map. Maps that are fitted to small pictures can be enlarged and applied to large ones [2]_.
Numpy arrays give numpy arrays, tensors give tensors (`window_fit`).

References
----------
.. [1] He, Sun, Tang, "Guided Image Filtering", ECCV 2010 and PAMI 2013.
.. [2] He, Sun, "Fast Guided Filter", arXiv:1505.00996.
"""

from typing import Any

import numpy as np

from algorithms.filters.enlarging import enlarge
from algorithms.filters.window_fit import apply_slope, fit_windows, join_map, split_map, window_means


def box_filter(x: Any, radius: int) -> Any:
    """Average each pixel's window of `2 radius + 1` rows and columns; beyond the border nothing counts.

    Parameters
    ----------
    x : float tensor of shape (N, H, W, C)

    Returns
    -------
    float tensor of shape (N, H, W, C)
    """
    return window_means(x, radius, "same")


def guided_filter_coefficients(guide: Any, target: Any, radius: int, eps: float) -> tuple[Any, Any]:
    """Fit `target` in each window by an affine map of `guide`, and average the maps of the windows around each pixel.

    Parameters
    ----------
    guide : float tensor of shape (N, H, W, C)
        In [0, 1]. The fit can have edges only where the guide has some.
    target : float tensor of shape (N, H, W, P)
    radius : int
        Windows are of `2 radius + 1` pixels a side; at the borders they are smaller.
    eps : float
        The ridge: where the guide's variance is well below it, the map is a constant.

    Returns
    -------
    a : float tensor of shape (N, H, W, C, P)
    b : float tensor of shape (N, H, W, P)
        For `apply_affine`.
    """
    own_maps = fit_windows(guide, target, radius, eps, "same")
    return split_map(box_filter(join_map(*own_maps), radius), guide.shape[-1])


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
    return apply_slope(a, guide) + b


def upsample_affine(a: np.ndarray, b: np.ndarray, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Enlarge maps of `guided_filter_coefficients` linearly, for a guide of `height` × `width` pixels; numpy only."""
    larger = np.stack([enlarge(each, height, width) for each in join_map(a, b)])
    slope, offset = split_map(larger, a.shape[-2])
    return slope, offset


def guided_filter(guide: Any, p: Any, radius: int, eps: float) -> Any:
    """Smooth `p` along the edges of `guide`; parameters and shapes are those of `guided_filter_coefficients`."""
    return apply_affine(*guided_filter_coefficients(guide, p, radius, eps), guide)
