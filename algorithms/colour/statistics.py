"""The colours of a painting: taken over from the photo, or made stronger.

A painting keeps the photo's colours if only its luminance is used, or if the style's picture gets the photo's mean and
covariance beforehand [1]_.

.. [1] Gatys, Bethge, Hertzmann, Shechtman, "Preserving Color in Neural Artistic Style Transfer", arXiv:1606.05897.
"""

import numpy as np
from PIL import Image, ImageEnhance

from algorithms.io.images import to_float, to_uint8

_LUMINANCE = np.array([0.299, 0.587, 0.114], "float32")  # of red, green and blue, as in YIQ
_RIDGE = 1e-6  # keeps a picture of few colours, whose covariance has no inverse, from dividing by zero


def keep_colours(painting: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Give the photo the painting's luminance ([1]_, section 3.2).

    Parameters
    ----------
    painting, photo : float32 arrays of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, 3)
        The painting's luminance with the photo's colour differences, clipped to [0, 1].
    """
    return np.clip(photo + ((painting - photo) @ _LUMINANCE)[..., None], 0.0, 1.0)


def match_colours(picture: np.ndarray, photo: np.ndarray) -> np.ndarray:
    r"""Map a picture's colours linearly so that their mean and covariance become the photo's ([1]_, section 3.1).

    .. math:: x' = \Sigma_C^{1/2} \Sigma_S^{-1/2} (x - \mu_S) + \mu_C

    Parameters
    ----------
    picture, photo : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, 3)
        Clipped to [0, 1].
    """
    (mean, covariance), (wanted_mean, wanted_covariance) = _statistics(picture), _statistics(photo)
    move = _root(wanted_covariance) @ np.linalg.inv(_root(covariance))
    moved = (picture - mean) @ move.T + wanted_mean
    return np.clip(moved, 0.0, 1.0).astype("float32")


def enhance(picture: np.ndarray, factor: float) -> np.ndarray:
    """Multiply brightness, then saturation, then sharpness by a factor.

    Pillow computes it in 256 levels.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    image = Image.fromarray(to_uint8(picture))
    for enhancer in (ImageEnhance.Brightness, ImageEnhance.Color, ImageEnhance.Sharpness):
        image = enhancer(image).enhance(factor)
    return to_float(np.asarray(image))


def _statistics(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pixels = picture.reshape(-1, 3).astype("float64")
    return pixels.mean(axis=0), np.cov(pixels.T) + _RIDGE * np.eye(3)


def _root(covariance: np.ndarray) -> np.ndarray:
    """Return the symmetric square root."""
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(values)) @ vectors.T
