"""The one-pass painter on disk: kernels, the encoder's weights and the style parameters of its styles, in float16."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.style_encoder import StyleEncoder


@dataclass(frozen=True)
class OnePassFile:
    """A painter's file: the network, its encoder, and `style_params`, float32 (styles, 2, channels)."""

    network: OnePassNet
    encoder: StyleEncoder
    style_params: np.ndarray


def read_one_pass(path: Path) -> OnePassFile:
    """Read a file that `write_one_pass` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        network = OnePassNet(arrays["enter/kernel"].shape[-1], arrays["down/kernel"].shape[-1])
        network.assign(arrays)
        encoder = StyleEncoder(arrays["encoder/usual"].shape[1], network.channels)
        encoder.assign({name.removeprefix("encoder/"): array for name, array in arrays.items()})
        style_params = arrays["style_params"].reshape(-1, 2, network.channels)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a one-pass painter; name a file that train_one_pass wrote.") from error
    return OnePassFile(network, encoder, style_params)


def write_one_pass(path: Path, network: OnePassNet, encoder: StyleEncoder, style_params: np.ndarray) -> None:
    """Write everything in float16, whole or not at all."""
    own = {f"encoder/{name}": array for name, array in encoder.to_arrays().items()}
    write_weights(path, network.to_arrays() | own | {"style_params": style_params})
