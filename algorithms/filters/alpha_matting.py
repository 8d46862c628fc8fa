"""Closed-form matting: regions that are known but near their borders, continued along a photo's colours.

Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008, section 4. Differs from it: the
equations are solved by conjugate gradients through `matting_laplacian_product`, without the matrix, on a small copy.
"""

import numpy as np
import tensorflow as tf

from algorithms.filters.guided_filter import matting_laplacian_product

EPS = 1e-5  # of a window's covariance
RADIUS = 2  # wider windows than Levin's spread what is known in fewer iterations
ITERATIONS = 50
ENOUGH = 1e-7  # mean squared remainder at which to stop


def solve_matting(photo: np.ndarray, regions: np.ndarray, known: np.ndarray, first: np.ndarray) -> np.ndarray:
    r"""Solve :math:`(L + D)\, m = D\, r`: keep the regions where they are known, continue them where not.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1], at least 5 × 5 pixels.
    regions : float32 array of shape (H, W, K)
    known : float32 array of shape (H, W, 1)
        1 where the regions are to be believed, 0 where not.
    first : float32 array of shape (H, W, K)
        Where the iteration starts.

    Returns
    -------
    float32 array of shape (H, W, K)
        Not clipped.
    """
    pixels = (2 * RADIUS + 1) ** 2
    guide, trust = tf.constant(photo[None]), tf.constant(known[None])

    @tf.function
    def product(x: tf.Tensor) -> tf.Tensor:
        return matting_laplacian_product(guide, x, RADIUS, EPS * pixels) / pixels + trust * x

    x = tf.constant(first[None])
    remainder = trust * regions[None] - product(x)
    direction, size = remainder, tf.reduce_sum(remainder**2)
    for _ in range(ITERATIONS):
        if size < ENOUGH * regions.size:
            break
        moved = product(direction)
        step = size / tf.reduce_sum(direction * moved)
        x, remainder = x + step * direction, remainder - step * moved
        before, size = size, tf.reduce_sum(remainder**2)
        direction = remainder + size / before * direction
    return np.asarray(x)[0]
