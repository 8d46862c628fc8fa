"""Closed-form matting: regions that are known but near their borders, continued along a photo's colours.

Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting", PAMI 2008, section 4. Differs from it: the
equations are solved by conjugate gradients through `matting_laplacian_product`, without the matrix, on a small copy.
"""

import numpy as np
from scipy.sparse.linalg import LinearOperator, cg

from algorithms.filters.matting_laplacian import matting_laplacian_product

EPS = 1e-5  # the ridge, as a variance of a window's colours
RADIUS = 2  # windows wider than Levin's carry known values further in each iteration
ITERATIONS = 50
ENOUGH = 1e-7  # mean square of the remainder at which the iteration stops


def solve_matting(photo: np.ndarray, regions: np.ndarray, known: np.ndarray, first: np.ndarray) -> np.ndarray:
    r"""Solve :math:`(L + D)\, m = D\, r`: keep the regions where they are known, continue them elsewhere.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1], at least 5 × 5 pixels.
    regions : float32 array of shape (H, W, K)
        :math:`r`, in [0, 1].
    known : float32 array of shape (H, W, 1)
        The diagonal of :math:`D`: 1 where the regions are certain, 0 where they are unknown.
    first : float32 array of shape (H, W, K)
        The iteration's first guess of :math:`m`.

    Returns
    -------
    float32 array of shape (H, W, K)
        :math:`m`, not clipped: values may lie a little outside of [0, 1].

    Raises
    ------
    UserError
        If the photo is smaller than a window.
    """
    pixels = (2 * RADIUS + 1) ** 2

    def flat_product(flat: np.ndarray) -> np.ndarray:
        x = flat.reshape(1, *regions.shape)
        product: np.ndarray = matting_laplacian_product(photo[None], x, RADIUS, EPS * pixels) / pixels + known * x
        return product.ravel()

    equations = LinearOperator((regions.size, regions.size), flat_product, dtype="float32")
    remainder = np.sqrt(ENOUGH * regions.size)
    solution, _ = cg(equations, (known * regions).ravel(), first.ravel(), rtol=0.0, atol=remainder, maxiter=ITERATIONS)
    return solution.reshape(regions.shape)
