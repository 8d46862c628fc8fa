"""The one-pass painter on disk: kernels and a row of scales and shifts per style, in float16."""

from pathlib import Path

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.johnson.one_pass_network import OnePassNet


def read_one_pass_net(path: Path) -> OnePassNet:
    """Read a network that `write_one_pass_net` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        styles, quarter = arrays["enter/scale"].shape
        network = OnePassNet(styles, quarter, arrays["down/scale"].shape[1])
        network.assign(arrays)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a one-pass painter; name a file that train_one_pass wrote.") from error
    return network


def write_one_pass_net(path: Path, network: OnePassNet) -> None:
    """Write the weights in float16, whole or not at all."""
    write_weights(path, network.to_arrays())
