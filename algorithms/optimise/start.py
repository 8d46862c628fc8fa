"""What a painting starts from: the photo, the style, noise, or a mix."""

import numpy as np

from algorithms.gatys.options import PaintOptions
from algorithms.io.images import resize

NOISE_GRAIN = 8  # pixels between the independent values of the noise that a texture starts from
MIX_NOISE, MIX_CONTENT = 0.6, 0.4  # the thesis's section 3.1.4

GREY_NOISE = 0.256 / 255  # of the StyleNet recipe, about the mean that its network subtracts
IMAGENET_MEAN = np.array([123.68, 116.779, 103.939], "float32") / 255


def first_picture(content: np.ndarray, style: np.ndarray, options: PaintOptions) -> np.ndarray:
    """Return what is painted over, float32 of the content's shape (H, W, 3), RGB in [0, 1]."""
    if options.start == "content":
        return content
    if options.start == "style":
        return np.clip(resize(style, *content.shape[:2]), 0.0, 1.0)
    random = np.random.default_rng(options.seed)
    if options.start == "grey":
        return IMAGENET_MEAN + random.normal(0, GREY_NOISE, content.shape).astype("float32")
    noise = random.random(content.shape, "float32")
    return noise if options.start == "noise" else MIX_NOISE * noise + MIX_CONTENT * content


def texture_noise(style: np.ndarray, height: int, width: int, seed: int) -> np.ndarray:
    """Return coarse noise with the style's mean and spread of each colour.

    Returns
    -------
    float32 array of shape (height, width, 3)
        RGB in [0, 1].
    """
    random = np.random.default_rng(seed)
    mean, spread = style.mean(axis=(0, 1)), style.std(axis=(0, 1))
    noise = random.normal(mean, spread, (-(-height // NOISE_GRAIN), -(-width // NOISE_GRAIN), 3)).astype("float32")
    return np.clip(resize(noise, height, width), 0.0, 1.0)
