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


def _airy(photo: np.ndarray, brighter: float, colour: float) -> np.ndarray:
    """Lift the middle tones towards white, and multiply the colour."""
    lifted = 1 - (1 - np.clip(photo, 0.0, 1.0)) ** brighter
    return _pale(lifted, colour)


def _autumn(photo: np.ndarray) -> np.ndarray:
    """Turn yellow leaves to orange, and a green lake to grey, which would tint every sky."""
    mix = np.array([[0.68, 0.16, 0.04], [0.47, 0.66, 0.0], [0.0, 0.0, 0.76]], "float32")
    return _airy(1.2 * photo**0.72 @ mix, 1.25, 1.25)


def _daylight(photo: np.ndarray) -> np.ndarray:
    """Take the green out of a room's white, and let in as much daylight as film can hold."""
    return _airy(_tinted(photo, 1.0, (1.12, 1.0, 1.03)), 1.5, 1.6)


def _pale(photo: np.ndarray, colour: float) -> np.ndarray:
    """Keep only a part of the colour, or more than all."""
    grey = photo @ _LUMINANCE[:, None]
    return grey + colour * (photo - grey)


def _film(photo: np.ndarray) -> np.ndarray:
    """Fade colours, lift black towards blue-green, and bend white towards yellow, as old negative film does."""
    black, white = np.array([0.07, 0.10, 0.12], "float32"), np.array([1.0, 0.94, 0.82], "float32")
    return black + (white - black) * _pale(photo, 0.75) ** 0.9


DEVELOPED: dict[str, tuple[str, Development]] = {
    "autumn-lake": ("autumn-lake", _autumn),
    "foggy-forest": ("foggy-forest", lambda photo: 0.15 + 0.85 * _tinted(_pale(photo, 0.3), 0.5, (0.98, 1.0, 1.0))),
    "snow-forest": ("snow-forest", lambda photo: _tinted(photo, 1.5, (0.97, 1.0, 1.05))),
    "bright-interior": ("bright-interior", _daylight),
    "blue-hour": ("dusk-beach", lambda photo: _tinted(photo, 1.3, (0.50, 0.72, 1.10))),
    "moonlight": ("storm-mountain", lambda photo: _tinted(_pale(photo, 0.2), 1.1, (0.62, 0.82, 1.2))),
    "candlelight": ("bright-interior", lambda photo: _tinted(photo, 2.2, (1.40, 0.78, 0.34))),
    "film": ("dusk-beach", _film),
    "black-and-white": ("storm-mountain", _grey),
    "sepia": ("bright-interior", lambda photo: _tinted(_grey(photo), 0.9, (0.98, 0.86, 0.68))),
}
"""Lights that are not a photograph as it is: the name of a photograph, and how it is developed."""


def developed(slug: str, photo_of: Callable[[str], np.ndarray]) -> np.ndarray:
    """Return the reference of a light, float32 (H, W, 3) in [0, 1]; `photo_of` reads a photograph by its name."""
    name, development = DEVELOPED.get(slug, (slug, lambda photo: photo))
    return np.clip(development(photo_of(name)), 0.0, 1.0).astype("float32")


SAMPLES = {
    "golden-hour-city": "storm-mountain",
    "blue-hour": "golden-hour-city",
    "blue-night-city": "golden-hour-city",
    "moonlight": "golden-hour-city",
    "storm-mountain": "golden-hour-city",
    "foggy-forest": "golden-hour-city",
    "snow-forest": "autumn-lake",
    "autumn-lake": "storm-mountain",
    "candlelight": "bright-interior",
    "film": "golden-hour-city",
}
"""Photographs that the lights' samples are made of; all others show a portrait."""


def photograph_of(slug: str) -> str:
    """Return the name of the photograph of which a light is made."""
    return DEVELOPED[slug][0] if slug in DEVELOPED else slug
