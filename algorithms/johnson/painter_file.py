"""Files of the painter: whole networks, and the parameters of single styles without kernels."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.johnson.network import CONVOLUTIONS, TransformNet
from algorithms.styles.compatibility import KERNELS, kernels_digest


@dataclass(frozen=True)
class StyleParams:
    """The style parameters in a file.

    Attributes
    ----------
    values : float32 array of shape (styles, 2, channels)
        Scales and shifts of all convolutions, one after the other, as `TransformNet.style_params` mixes them.
    kernels : str
        Digest of the kernels that the parameters belong to; styles of the same kernels can be mixed.
    has_kernels : bool
        Whether the file holds these kernels, too.
    """

    values: np.ndarray
    kernels: str
    has_kernels: bool


def read_transform_net(path: Path, *, styles: int | None = None, more: int = 0, dtype: str = "float32") -> TransformNet:
    """Read a network that `write_transform_net` wrote, or a published one-style painter.

    Parameters
    ----------
    styles : int, optional
        Number of styles of the network: missing ones start as the mean of those in the file, surplus ones are left
        out. As many as in the file if omitted.
    more : int
        Number of further styles, which start as that mean, too.
    dtype : "float32" or "mixed_bfloat16"
        The type that the network computes in; statistics and output are float32 either way.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        if arrays["conv1/scale"].ndim == 1:
            arrays = _from_published(arrays)
        rows, width = arrays["conv1/scale"].shape
        network = TransformNet((styles or rows) + more, width, dtype=dtype)
        network.assign({name: _with_rows(name, array, network.styles) for name, array in arrays.items()})
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a transform network; name a file that train_painter wrote.") from error
    return network


def write_transform_net(path: Path, network: TransformNet) -> None:
    """Write the weights in float16, whole or not at all."""
    write_weights(path, network.to_arrays())


def write_style_params(path: Path, network: TransformNet, row: int) -> None:
    """Write the parameters of the style at index `row`, a few kilobytes, and the digest of the network's kernels."""
    arrays = network.to_arrays()
    own = {name: array[row : row + 1] for name, array in arrays.items() if not name.endswith("/kernel")}
    write_weights(path, own | {KERNELS: np.frombuffer(kernels_digest(arrays), "uint8")})


def read_style_params(path: Path) -> StyleParams:
    """Read the style parameters of a network's file, or of a single style's.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        own = KERNELS not in arrays
        digest = kernels_digest(arrays) if own else arrays[KERNELS].astype("uint8").tobytes()
        scales, shifts = (
            np.concatenate([arrays[f"{name}/{part}"] for name in CONVOLUTIONS], axis=1) for part in ("scale", "shift")
        )
        return StyleParams(np.stack([scales, shifts], axis=1), digest.hex(), own)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold styles; name a file that train_painter wrote.") from error


def _with_rows(name: str, array: np.ndarray, rows: int) -> np.ndarray:
    if name.endswith("/kernel"):
        return array
    missing = max(0, rows - len(array))
    return np.concatenate([array[:rows], np.repeat(array.mean(axis=0, keepdims=True), missing, axis=0)])


def _from_published(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Convert the published layout (github.com/lengstrom/fast-style-transfer) to ours.

    Scales and shifts get an axis of styles; transposed convolutions become convolutions with mirrored kernels.
    """
    ours = {name: array if name.endswith("/kernel") else array[None] for name, array in arrays.items()}
    for name in ("up1/kernel", "up2/kernel"):
        ours[name] = arrays[name][::-1, ::-1].transpose(0, 1, 3, 2)
    return ours
