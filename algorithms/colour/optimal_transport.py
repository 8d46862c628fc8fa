r"""Sliced optimal transport: a smooth map that gives the colours of a photo the distribution of a style's colours.

A linear map first matches mean and covariance [1]_. Then curves along the axes of several random rotations move the
distribution further [2]_. Differs from both: noise like a camera's is added to the photo's colours before the fit, and
slopes are bounded, so that no map can turn a flat sky into clouds and bands; and fine detail is not mapped but added to
the mapped photo (`split_detail`).

References
----------
.. [1] Pitié, Kokaram, "The linear Monge-Kantorovitch linear colour mapping", CVMP 2007.
.. [2] Pitié, Kokaram, Dahyot, "Automated colour grading using colour distribution transfer", CVIU 2007.
"""

from typing import Any

import numpy as np

from algorithms.filters.guided_filter import guided_filter

SAMPLES = 20_000  # pixels of each picture that a map is fitted to
NOISE = 0.03  # standard deviation of the added noise: smaller differences of colour are not amplified much
STEEPEST = 3.0  # largest slope of the linear map
ROTATIONS = 12
RELAX = 0.5  # fraction of the distance to the style that the curves of one rotation cover
CURVE_SLOPES = (-0.6, 0.5)  # least and largest slope of a curve's displacement
CURVE_KNOTS, QUANTILES, BLUR = 80, 200, 0.04

DETAIL_RADIUS, DETAIL_EPS = 3, 4e-4  # pixels; the ridge is the variance of a contrast of 2 %
SHOULDER = 0.06  # distance from black and white within which `bend` compresses values


class ColourMap:
    """A map from a photo's colours to a style's, fitted to weighted pixels; called with colours of shape (..., 3)."""

    def __init__(
        self,
        photo: np.ndarray,
        photo_weights: np.ndarray,
        style: np.ndarray,
        style_weights: np.ndarray,
        seed: int = 0,
        *,
        samples: int = SAMPLES,
        rotations: int = ROTATIONS,
    ) -> None:
        """Fit the map.

        Parameters
        ----------
        photo, style : float32 arrays of shape (..., 3)
            RGB in [0, 1].
        photo_weights, style_weights : float32 arrays of shape (...)
            The weight of each pixel; at least 0, not all 0.
        seed : int
            The same seed draws the same samples, noise and rotations.
        samples, rotations : int
            Fewer are sooner done, and come less near.
        """
        random = np.random.default_rng(seed)
        x = sample(photo, photo_weights, random, samples) + random.normal(0, NOISE, (samples, 3))
        wanted = sample(style, style_weights, random, samples) + random.normal(0, NOISE / 4, (samples, 3))
        self.mean, self.wanted_mean = x.mean(axis=0), wanted.mean(axis=0)
        self.slope = transport(np.cov(x.T), np.cov(wanted.T))
        self.turns: list[tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]] = []
        x = (x - self.mean) @ self.slope + self.wanted_mean
        for _ in range(rotations):
            rotation = np.linalg.qr(random.normal(size=(3, 3)))[0]
            own, others = (_quantiles((colours @ rotation).T) for colours in (x, wanted))
            turn = rotation, [_curve(*pair) for pair in zip(own, others, strict=True)]
            self.turns.append(turn)
            x = _apply(turn, x)

    def __call__(self, colours: np.ndarray) -> np.ndarray:
        """Map float32 colours (..., 3) in [0, 1] to float32 colours of the same shape, not clipped."""
        x = (colours.reshape(-1, 3) - self.mean) @ self.slope + self.wanted_mean
        for turn in self.turns:
            x = _apply(turn, x)
        return x.reshape(colours.shape).astype("float32")


def split_detail(photo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split a photo into a base without fine detail and noise, and the detail.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    base, detail : float32 arrays of shape (H, W, 3)
        They add up to the photo.
    """
    base = guided_filter(photo[None], photo[None], DETAIL_RADIUS, DETAIL_EPS)[0]
    return base, photo - base


def bend(picture: np.ndarray) -> np.ndarray:
    """Compress values smoothly into (0, 1) near black and white, as film does, instead of clipping them.

    Parameters
    ----------
    picture : float32 array of any shape
        Values of any size; those in [0.06, 0.94] stay.
    """
    raised = np.where(picture < SHOULDER, SHOULDER * np.exp(np.minimum(picture / SHOULDER - 1, 0)), picture)
    room = 1 - raised
    return np.where(room < SHOULDER, 1 - SHOULDER * np.exp(np.minimum(room / SHOULDER - 1, 0)), raised).astype(
        "float32"
    )


def sample(colours: np.ndarray, weights: np.ndarray, random: np.random.Generator, count: int) -> np.ndarray:
    """Draw colours (..., 3) by their weights (...): float64 (count, 3)."""
    chances = weights.ravel().astype("float64")
    return colours.reshape(-1, 3)[random.choice(chances.size, count, p=chances / chances.sum())].astype("float64")


def transport(covariance: np.ndarray, wanted: np.ndarray, steepest: float = STEEPEST) -> np.ndarray:
    r"""Return the symmetric :math:`T` with :math:`T \Sigma T = \Sigma'` ([1]_, eq. 10), no slope above `steepest`."""
    root, inverse = _powers(covariance, 0.5, -0.5)
    (middle,) = _powers(root @ wanted @ root, 0.5)
    values, vectors = np.linalg.eigh(inverse @ middle @ inverse)
    return (vectors * np.minimum(values, steepest)) @ vectors.T


def _powers(symmetric: np.ndarray, *exponents: float) -> list[np.ndarray]:
    values, vectors = np.linalg.eigh(symmetric)
    return [(vectors * np.maximum(values, 1e-12) ** exponent) @ vectors.T for exponent in exponents]


def _quantiles(values: np.ndarray) -> np.ndarray:
    """Return `QUANTILES` quantiles of each row of values, in the middle of as many equal parts: (…, QUANTILES)."""
    # Sorting once is several times faster than `np.quantile`.
    ordered = np.sort(values, axis=-1)
    places = (np.arange(QUANTILES) + 0.5) / QUANTILES * (values.shape[-1] - 1)
    before = places.astype(int)
    lower, upper = ordered[..., before], ordered[..., np.minimum(before + 1, values.shape[-1] - 1)]
    return np.asarray(lower + (places - before) * (upper - lower))


def _curve(own: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the knots and displacements of a curve that moves quantiles part of the way to the wanted ones."""
    knots = np.linspace(own[0] - 0.1, own[-1] + 0.1, CURVE_KNOTS)
    spacing = knots[1] - knots[0]
    distance = np.arange(-CURVE_KNOTS, CURVE_KNOTS + 1) * spacing / BLUR
    kernel = np.exp(-(distance**2) / 2)
    rough = RELAX * np.interp(knots, own, others - own)
    smooth = np.convolve(np.pad(rough, CURVE_KNOTS, mode="edge"), kernel / kernel.sum(), "valid")
    slopes = np.clip(np.diff(smooth) / spacing, *CURVE_SLOPES)
    bounded = np.concatenate([[0.0], np.cumsum(slopes * spacing)])
    # The bounds changed the mean displacement, which is restored here.
    return knots, bounded + np.mean(np.interp(own, knots, smooth - bounded))


def _apply(turn: Any, colours: np.ndarray) -> np.ndarray:
    rotation, curves = turn
    x = colours @ rotation
    for axis, (knots, displacements) in enumerate(curves):
        x[:, axis] += np.interp(x[:, axis], knots, displacements)
    return x @ rotation.T
