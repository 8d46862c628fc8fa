"""Means and covariances of a photo's activations or colours by regions; values that are given others' moments."""

from dataclasses import dataclass

import numpy as np

from algorithms.colour.optimal_transport import transport


@dataclass(frozen=True)
class Moments:
    """The first two moments of K regions.

    Attributes
    ----------
    means : float64 array of shape (K, C)
    covariances : float64 array of shape (K, C, C)
    """

    means: np.ndarray
    covariances: np.ndarray

    def of(self, regions: list[int]) -> "Moments":
        """Return the moments of some of the regions."""
        return Moments(self.means[regions], self.covariances[regions])


def moments_of(x: np.ndarray, regions: np.ndarray) -> Moments:
    """Return weighted moments.

    Parameters
    ----------
    x : float32 array of shape (H, W, C)
    regions : float32 array of shape (H, W, K)
        Weights, at least 0; a region without any weight has moments 0.
    """
    values, weights = x.reshape(-1, x.shape[-1]).astype("float64"), regions.reshape(-1, regions.shape[-1])
    weights = weights / np.maximum(weights.sum(axis=0), 1e-6)
    means = weights.T @ values
    covariances = [((values - mean) * weights[:, k, None]).T @ (values - mean) for k, mean in enumerate(means)]
    return Moments(means, np.stack(covariances))


def with_moments(
    x: np.ndarray, own: Moments, wanted: Moments, shares: np.ndarray, ridge: float, steepest: float = np.inf
) -> np.ndarray:
    r"""Map values linearly, so that each region gets the wanted moments; where regions overlap, results are mixed.

    .. math:: y = \sum_k r_k \left( (x - \mu_k) T_k + \mu'_k \right), \quad T_k \Sigma_k T_k = \Sigma'_k

    with the symmetric :math:`T_k`, which changes as little as possible (Pitié, Kokaram, "The linear Monge-Kantorovitch
    linear colour mapping", CVMP 2007, eq. 10).

    Parameters
    ----------
    x : float32 array of shape (H, W, C)
    own, wanted : Moments
        Of K regions.
    shares : float32 array of shape (H, W, K)
        Each region's share :math:`r_k` of a pixel; they add up to 1.
    ridge : float
        Added to all variances: what varies less is not blown up.
    steepest : float
        The most by which a map may enlarge a difference; where it would be more, the moments are not reached.

    Returns
    -------
    float32 array of shape (H, W, C)
    """
    result = np.zeros(x.shape, "float32")
    eye = ridge * np.eye(x.shape[-1])
    for k, share in enumerate(np.moveaxis(shares, -1, 0)):
        move = transport(own.covariances[k] + eye, wanted.covariances[k] + eye, steepest)
        shift = wanted.means[k] - own.means[k] @ move
        result += share[..., None] * (x @ move.astype("float32") + shift.astype("float32"))
    return result
