"""Loss networks from files: the compact one that ships, Keras' VGG-19 and VGG-16, MatConvNet's VGG-19."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from algorithms.errors import FileError
from algorithms.io.weights_file import read_weights
from algorithms.perceptual.loss_network import LossNetwork, Pooling
from algorithms.styles.catalogue import COMPACT_VGG_FILE

Arrays = Mapping[str, np.ndarray]

VGG16_BLOCKS = (2, 2, 3, 3, 3)
VGG19_BLOCKS = (2, 2, 4, 4, 4)

# How many times larger VGG-19's activations after the ReLU are (`benchmarks/compact_gains.py`). The first layer of each
# block is where every source takes its style from: there its Gram matrices, with each channel repeated, are as large as
# VGG-19's. The others, of which one keeps the content, have VGG-19's root mean squares. Blocks 1 to 3 are measured
# against the exact network. conv4_1, conv4_2 and conv5_1 are measured on the two pictures of neural-style, whose
# INSTALL.md prints what the whole network's losses are there; conv4_3 and conv4_4 are guessed to lie between.
COMPACT_GAINS = {
    "conv1_1": 5.73, "conv1_2": 15.2, "conv2_1": 14.0, "conv2_2": 39.9,
    "conv3_1": 27.1, "conv3_2": 66.1, "conv3_3": 150.0, "conv3_4": 236.0,
    "conv4_1": 181.0, "conv4_2": 332.0, "conv4_3": 200.0, "conv4_4": 130.0, "conv5_1": 9.6,
}  # fmt: skip


def loss_network(name: str, pooling: Pooling = "max") -> LossNetwork:
    """Load the loss network of that name: `compact`, `vgg19`, `vgg16`, or a path to an .npz, .h5 or .mat file.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else, or a download fails.
    """
    if name in NETWORKS:
        return NETWORKS[name](pooling)
    path = Path(name)
    return _READERS.get(path.suffix, from_file)(path, pooling)


def compact(pooling: Pooling = "max") -> LossNetwork:
    """Load the network that ships: VGG-19 to relu5_1 with a quarter of its channels.

    Distilled by `manage.py distill_features`; see algorithms/weights/README.md.
    """
    return replace(from_file(COMPACT_VGG_FILE, pooling), gains=COMPACT_GAINS)


def vgg19(pooling: Pooling = "max") -> LossNetwork:
    """Load Keras' VGG-19 with ImageNet weights: 80 MB, downloaded once, its checksum verified by Keras.

    Raises
    ------
    FileError
        If the weights are not cached and cannot be downloaded.
    """
    return _from_arrays(_download(keras.applications.VGG19), VGG19_BLOCKS, KERAS_NAME, pooling)


def vgg16(pooling: Pooling = "max") -> LossNetwork:
    """Load Keras' VGG-16 with ImageNet weights; it is downloaded, and raises, as `vgg19` does."""
    return _from_arrays(_download(keras.applications.VGG16), VGG16_BLOCKS, KERAS_NAME, pooling)


def from_file(path: Path, pooling: Pooling = "max") -> LossNetwork:
    """Load as many layers of VGG-19 as the .npz file has: of the whole network, or of a narrower one of ours.

    The whole network's arrays have Keras' names, and it was trained with zeros beyond the border. A narrower network's
    arrays are called `conv1_1/kernel`, `conv1_1/bias`, …, and it was trained with reflection padding.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        if "block1_conv1/kernel" in arrays:
            return _from_arrays(arrays, VGG19_BLOCKS, KERAS_NAME, pooling)
        return replace(_from_arrays(arrays, VGG19_BLOCKS, OUR_NAME, pooling), padding="reflect")
    except KeyError as error:
        raise FileError(f"{path} does not hold a loss network; name one that distill_features wrote.") from error


def keras_h5(path: Path, pooling: Pooling = "max") -> LossNetwork:
    """Load VGG-19 or VGG-16 from Keras' file, vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5 or the like.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    import h5py

    arrays: dict[str, np.ndarray] = {}

    def keep(name: str, found: Any) -> None:
        layer = re.search(r"block\d_conv\d", name)
        if layer and isinstance(found, h5py.Dataset):
            arrays[f"{layer[0]}/{'kernel' if found.ndim == 4 else 'bias'}"] = np.asarray(found, "float32")

    try:
        with h5py.File(path) as file:
            file.visititems(keep)
        return _from_arrays(arrays, VGG19_BLOCKS, KERAS_NAME, pooling)
    except FileNotFoundError as error:
        raise FileError(f"There is no file {path}; name Keras' weights of VGG-19 or VGG-16.") from error
    except (OSError, KeyError) as error:
        raise FileError(f"{path} does not hold Keras' VGG-19 or VGG-16; name a file that Keras downloads.") from error


def vgg19_mat(path: Path, pooling: Pooling = "max") -> LossNetwork:
    """Load VGG-19 from MatConvNet's `imagenet-vgg-verydeep-19.mat`.

    The file's kernels are (rows, columns, in, out) like ours; transposing them would turn every filter on its side.
    They expect RGB minus the mean, so the input channels of the first kernel are flipped here.

    Raises
    ------
    FileError
        If the file is missing, or is another one.
    """
    from scipy.io import loadmat

    try:
        layers = [layer[0, 0] for layer in loadmat(str(path))["layers"][0]]
        named = {str(layer["name"].squeeze()): layer for layer in layers}
        convolutions = {name: _mat_weights(layer) for name, layer in named.items() if name.startswith("conv")}
        kernel, bias = convolutions["conv1_1"]
    except FileNotFoundError as error:
        raise FileError(f"There is no file {path}; download imagenet-vgg-verydeep-19.mat from vlfeat.org.") from error
    except Exception as error:  # scipy and zlib raise half a dozen kinds for a damaged file
        raise FileError(f"{path} is not MatConvNet's imagenet-vgg-verydeep-19.mat.") from error
    return LossNetwork(convolutions | {"conv1_1": (kernel[:, :, ::-1], bias)}, pooling)


_READERS = {".mat": vgg19_mat, ".h5": keras_h5}
NETWORKS = {"compact": compact, "vgg19": vgg19, "vgg16": vgg16}
KERAS_NAME = "block{}_conv{}"
OUR_NAME = "conv{}_{}"


def _mat_weights(layer: Any) -> tuple[np.ndarray, np.ndarray]:
    """Read a convolution in the layout that MatConvNet has written since its beta 8, or in the one before."""
    if "weights" in layer.dtype.names:
        kernel, bias = layer["weights"][0]
    else:
        kernel, bias = layer["filters"], layer["biases"]
    return np.asarray(kernel, "float32"), np.asarray(bias, "float32").ravel()


def _download(application: Any) -> dict[str, np.ndarray]:
    try:
        model = application(weights="imagenet", include_top=False)
    except Exception as error:  # Keras raises a bare Exception with the URL in it
        raise FileError(
            f"The ImageNet weights of {application.__name__} are not on this machine and could not be downloaded; "
            "connect once to the internet, name their file, or choose the compact network."
        ) from error
    return {
        f"{layer.name}/{part}": np.asarray(weight)
        for layer in model.layers
        for part, weight in zip(("kernel", "bias"), layer.get_weights(), strict=False)
    }


def _from_arrays(arrays: Arrays, blocks: tuple[int, ...], name: str, pooling: Pooling) -> LossNetwork:
    """Build a network from as many convolutions as there are arrays for.

    `name` is the arrays' name of a convolution, with placeholders for block and index.
    """
    convolutions = {
        OUR_NAME.format(*place): (arrays[f"{name.format(*place)}/kernel"], arrays[f"{name.format(*place)}/bias"])
        for place in _places(blocks)
        if place == (1, 1) or f"{name.format(*place)}/kernel" in arrays
    }
    return LossNetwork(convolutions, pooling)


def _places(blocks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return ((block, index) for block, count in enumerate(blocks, 1) for index in range(1, count + 1))
