"""A painting's style parameters, predicted by the encoder of the painter that ships: in a tenth of a second."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.io.openvino import compile_network
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_encoder import StyleEncoder, reduced, statistics_of
from algorithms.perceptual.vgg import compact
from algorithms.styles.catalogue import PAINTER_FILE
from algorithms.styles.compatibility import file_version


def params_of_painting(picture: np.ndarray) -> np.ndarray:
    """Return the style parameters, float32 (2, channels), of a picture.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1], of any size; see `reduced`.
    """
    return _encoder(PAINTER_FILE, file_version(PAINTER_FILE))(images=reduced(picture)[None])[0]


@lru_cache(maxsize=1)
def _encoder(path: Path, _version: int) -> Callable[..., np.ndarray]:
    return compiled(read_painter(path).encoder)


def compiled(encoder: StyleEncoder) -> Callable[..., np.ndarray]:
    """Compile an encoder together with the compact loss network, whose view of a painting it reads."""
    eye = compact()
    return compile_network(
        encoder, lambda images: encoder(statistics_of(eye, images)), {"images": (1, None, None, 3)}, exact=True
    )
