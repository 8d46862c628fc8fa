"""The lights that ship: photographs, and photographs that are first developed otherwise."""

from collections.abc import Callable

import numpy as np

Development = Callable[[np.ndarray], np.ndarray]

_LUMINANCE = np.array([0.299, 0.587, 0.114], "float32")


def _grey(photo: np.ndarray) -> np.ndarray:
    """Return the luminance three times, with the contrast of a hard paper."""
    grey = np.repeat((photo @ _LUMINANCE)[..., None], 3, axis=-1)
    return 0.5 + 0.5 * np.tanh(2.6 * (grey - 0.42)) / np.tanh(1.4)


def _tinted(photo: np.ndarray, gamma: float, tint: tuple[float, float, float]) -> np.ndarray:
    """Darken or lighten by a gamma, then multiply the channels."""
    return photo**gamma * np.array(tint, "float32")


def _film(photo: np.ndarray) -> np.ndarray:
    """Fade colours, lift black towards blue-green, and bend white towards yellow, as old negative film does."""
    faded = photo @ _LUMINANCE[:, None] + 0.75 * (photo - photo @ _LUMINANCE[:, None])
    black, white = np.array([0.07, 0.10, 0.12], "float32"), np.array([1.0, 0.94, 0.82], "float32")
    return black + (white - black) * faded**0.9


DEVELOPED: dict[str, tuple[str, Development]] = {
    "blue-hour": ("dusk-beach", lambda photo: _tinted(photo, 1.3, (0.50, 0.72, 1.10))),
    "moonlight": ("snow-forest", lambda photo: _tinted(photo, 2.0, (0.26, 0.38, 0.60))),
    "candlelight": ("bright-interior", lambda photo: _tinted(photo, 1.7, (1.15, 0.68, 0.32))),
    "film": ("dusk-beach", _film),
    "black-and-white": ("storm-mountain", _grey),
    "sepia": ("bright-interior", lambda photo: _tinted(_grey(photo), 0.9, (0.98, 0.86, 0.68))),
}
"""Lights that no free photograph has: the name of a photograph, and how it is developed."""


def developed(slug: str, photo_of: Callable[[str], np.ndarray]) -> np.ndarray:
    """Return the reference of a light, float32 (H, W, 3) in [0, 1]; `photo_of` reads a photograph by its name."""
    name, development = DEVELOPED.get(slug, (slug, lambda photo: photo))
    return np.clip(development(photo_of(name)), 0.0, 1.0).astype("float32")
