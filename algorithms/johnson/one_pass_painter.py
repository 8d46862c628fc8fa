"""The one-pass painter, compiled by OpenVINO for serving; style parameters are an input."""

import numpy as np

from algorithms.io.openvino import compile_network
from algorithms.johnson.one_pass_network import CELL, GRAIN, THUMBNAIL, OnePassNet, fold_moments, grain_of


class OnePassPainter:
    """A compiled one-pass network. Photos and paintings are float32 (H, W, 3), RGB in [0, 1].

    Parameters
    ----------
    exact : bool
        See `compile_network`.
    """

    def __init__(self, network: OnePassNet, *, exact: bool = False) -> None:
        inputs = {"style_params": (1, 2, network.channels), "grain": (1, None, None, GRAIN)}
        look, paint = {"thumbnails": (1, None, None, 3)} | inputs, {"images": (1, None, None, 3)} | inputs
        self._look = compile_network(network, network.look, look, exact=exact)
        self._paint = compile_network(
            network, lambda images, style_params, grain: network.paint(images, style_params, grain), paint, exact=exact
        )

    def fold_statistics(self, photo: np.ndarray, style_params: np.ndarray) -> np.ndarray:
        """Fold the statistics of a photo's thumbnail into style parameters; both are float32 (2, channels)."""
        filled = _filled_up(photo, CELL * THUMBNAIL)
        height, width = (length // THUMBNAIL for length in filled.shape[:2])
        thumbnail = filled.reshape(height, THUMBNAIL, width, THUMBNAIL, 3).mean(axis=(1, 3))
        moments = self._look(thumbnails=thumbnail[None], style_params=style_params[None], grain=grain_of(height, width))
        return np.asarray(fold_moments(style_params[None], moments))[0]

    def paint(self, tile: np.ndarray, folded: np.ndarray, top: int = 0, left: int = 0) -> np.ndarray:
        """Paint a photo, or its tile at `top` and `left`, with parameters of `fold_statistics`.

        `top` and `left` are multiples of `CELL`. Other lengths than multiples of `CELL` are filled up by mirroring.
        """
        height, width, _ = tile.shape
        filled = _filled_up(tile, CELL)[None]
        _, rows, columns, _ = filled.shape
        grain = grain_of(rows, columns, top, left)
        painting = self._paint(images=filled, style_params=folded[None], grain=grain)[0, :height, :width]
        return np.clip(painting, 0.0, 1.0)


def _filled_up(picture: np.ndarray, step: int) -> np.ndarray:
    """Mirror a picture's right and lower borders until its sides are multiples of `step`, and at least two of them."""
    missing = [max(-length % step, 2 * step - length) for length in picture.shape[:2]]
    return np.pad(picture, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="symmetric")
