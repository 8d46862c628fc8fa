"""Files of whole painters: the network, its encoder, and the parameters of its styles."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.johnson.network import PainterNet
from algorithms.johnson.style_encoder import StyleEncoder
from algorithms.johnson.style_params import VALUES


@dataclass(frozen=True)
class PainterFile:
    """A painter: the network, the encoder, and the parameters of its styles, float32 (styles, 2, channels)."""

    network: PainterNet
    encoder: StyleEncoder
    style_params: np.ndarray


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
        return PainterFile(network, encoder, arrays[VALUES].reshape(-1, 2, network.channels))
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a painter; name a file that train_painter wrote.") from error


def write_painter(path: Path, network: PainterNet, encoder: StyleEncoder, style_params: np.ndarray) -> None:
    """Write everything in float16, whole or not at all."""
    own = {f"encoder/{name}": array for name, array in encoder.to_arrays().items()}
    write_weights(path, network.to_arrays() | own | {VALUES: style_params})
