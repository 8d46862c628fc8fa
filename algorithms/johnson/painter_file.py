"""Files of the painter: whole painters with their encoder, and the parameters of single styles without kernels."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.johnson.network import PainterNet
from algorithms.johnson.style_encoder import StyleEncoder
from algorithms.styles import catalogue
from algorithms.styles.compatibility import KERNELS, kernels_digest

_VALUES = "style_params"  # name of the array of style parameters, in files of both kinds


@dataclass(frozen=True)
class PainterFile:
    """A painter: the network, the encoder, and the parameters of its styles, float32 (styles, 2, channels)."""

    network: PainterNet
    encoder: StyleEncoder
    style_params: np.ndarray


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


def read_painter(path: Path) -> PainterFile:
    """Read a file that `write_painter` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        network = PainterNet(arrays["enter/kernel"].shape[-1], arrays["down/kernel"].shape[-1])
        network.assign(arrays)
        encoder = StyleEncoder(arrays["encoder/usual"].shape[1], network.channels)
        encoder.assign({name.removeprefix("encoder/"): array for name, array in arrays.items()})
        return PainterFile(network, encoder, arrays[_VALUES].reshape(-1, 2, network.channels))
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a painter; name a file that train_painter wrote.") from error


def write_painter(path: Path, network: PainterNet, encoder: StyleEncoder, style_params: np.ndarray) -> None:
    """Write everything in float16, whole or not at all."""
    own = {f"encoder/{name}": array for name, array in encoder.to_arrays().items()}
    write_weights(path, network.to_arrays() | own | {_VALUES: style_params})


def write_style_params(path: Path, style_params: np.ndarray, painter: Path | None = None) -> None:
    """Write one style's parameters, (2, channels), a few kilobytes, and the digest of the painter's kernels.

    The painter is the shipped one if omitted.
    """
    digest = np.frombuffer(kernels_digest(read_weights(painter or catalogue.PAINTER_FILE)), "uint8")
    write_weights(path, {_VALUES: style_params[None], KERNELS: digest})


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
        return StyleParams(arrays[_VALUES].reshape(len(arrays[_VALUES]), 2, -1), digest.hex(), own)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold styles; name a file that train_painter wrote.") from error
