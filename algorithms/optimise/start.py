"""The picture that a painting starts from: the photo, the style's picture, noise, or a mix."""

import numpy as np

from algorithms.io.images import resize

NOISE_GRAIN = 8  # pixels between the independent values of the noise that a texture starts from
MIX_NOISE, MIX_CONTENT = 0.6, 0.4  # the thesis's section 3.1.4

GREY_NOISE = 0.256 / 255  # standard deviation of the StyleNet recipe's noise around the mean that its network subtracts
IMAGENET_MEAN = np.array([123.68, 116.779, 103.939], "float32") / 255


def fitted(picture: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Return a picture (H', W', 3) in the size of the photo, float32 (H, W, 3) in [0, 1]."""
    return np.clip(resize(picture, *content.shape[:2]), 0.0, 1.0)


def first_picture(content: np.ndarray, style: np.ndarray, start: str, seed: int) -> np.ndarray:
    """Return the picture that is painted over.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    start : one of `options.STARTS`
        "content" is the photo, "style" the style's picture in the photo's size, "noise" even noise, "mix" 0.6 parts of
        it with 0.4 of the photo, "grey" ImageNet's mean colour with hardly any noise.
    seed : int
        The same seed draws the same noise.

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    if start == "content":
        return content
    if start == "style":
        return fitted(style, content)
    random = np.random.default_rng(seed)
    if start == "grey":
        return IMAGENET_MEAN + random.normal(0, GREY_NOISE, content.shape).astype("float32")
    noise = random.random(content.shape, "float32")
    return noise if start == "noise" else MIX_NOISE * noise + MIX_CONTENT * content


def texture_noise(style: np.ndarray, height: int, width: int, seed: int) -> np.ndarray:
    """Return coarse noise with the mean and the standard deviation of each of the style's colour channels.

    Parameters
    ----------
    style : float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Returns
    -------
    float32 array of shape (height, width, 3)
        RGB in [0, 1].
    """
    random = np.random.default_rng(seed)
    mean, deviation = style.mean(axis=(0, 1)), style.std(axis=(0, 1))
    noise = random.normal(mean, deviation, (-(-height // NOISE_GRAIN), -(-width // NOISE_GRAIN), 3)).astype("float32")
    return np.clip(resize(noise, height, width), 0.0, 1.0)
