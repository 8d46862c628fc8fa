"""Style parameters in files: those of a whole painter, and of single styles without kernels. No TensorFlow here."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.styles import catalogue
from algorithms.styles.compatibility import KERNELS, kernels_digest

VALUES = "style_params"  # name of the array of style parameters, in files of both kinds


@dataclass(frozen=True)
class StyleParams:
    """The style parameters in a file.

    Attributes
    ----------
    values : float32 array of shape (styles, 2, channels)
        Scales and shifts of all convolutions, one after the other.
    kernels : str
        Digest of the kernels that the parameters belong to; styles of the same kernels can be mixed.
    has_kernels : bool
        Whether the file holds these kernels, too.
    """

    values: np.ndarray
    kernels: str
    has_kernels: bool


def write_style_params(path: Path, style_params: np.ndarray, painter: Path | None = None) -> None:
    """Write one style's parameters, (2, channels), a few kilobytes, and the digest of the painter's kernels.

    The painter is the shipped one if omitted.
    """
    digest = np.frombuffer(kernels_digest(read_weights(painter or catalogue.PAINTER_FILE)), "uint8")
    write_weights(path, {VALUES: style_params[None], KERNELS: digest})


def read_style_params(path: Path) -> StyleParams:
    """Read the style parameters of a painter's file, or of a single style's.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        own = KERNELS not in arrays
        digest = kernels_digest(arrays) if own else arrays[KERNELS].astype("uint8").tobytes()
        return StyleParams(arrays[VALUES].reshape(len(arrays[VALUES]), 2, -1), digest.hex(), own)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold styles; name a file that train_painter wrote.") from error
