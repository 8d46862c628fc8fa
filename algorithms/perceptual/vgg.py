"""Loss networks: an image in, named VGG activations out.

A layer is named `relu4_2` (after the ReLU) or `conv4_2` (before it), whichever network computes it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import keras
import numpy as np
from keras import ops

from algorithms.io.weights_file import read_weights

Pooling = Literal["max", "average"]
Arrays = Mapping[str, np.ndarray]

VGG16_BLOCKS = (2, 2, 3, 3, 3)
VGG19_BLOCKS = (2, 2, 4, 4, 4)

COMPACT_WEIGHTS = Path(__file__).parent.parent / "weights" / "compact-vgg.npz"

_IMAGENET_MEAN_BGR = np.array([103.939, 116.779, 123.68], "float32")


@dataclass(frozen=True)
class LossNetwork:
    """A VGG-shaped stack of 3×3 convolutions, called as `network(images, layers)`.

    Attributes
    ----------
    convolutions : dict of layer name (`conv1_1`, in order) to (kernel, bias)
        Arrays, or variables when it is being trained: kernels float32 (3, 3, in, out), biases (out,).
    pooling : "max" or "average"
        What the 2×2 pooling between blocks computes. Average paints smoother, as Gatys et al. found, too.
    padding : "constant" or "reflect"
        What lies beyond the border: zeros as VGG was trained, or the mirrored picture.
    """

    convolutions: Mapping[str, tuple[Any, Any]]
    pooling: Pooling = "max"
    padding: Literal["constant", "reflect"] = "constant"

    def __post_init__(self) -> None:
        if self.pooling not in ("max", "average"):
            raise ValueError(f"pooling is {self.pooling!r}; expected 'max' or 'average'")

    @property
    def layers(self) -> list[str]:
        """Every name that `network(images, layers)` accepts, in order of depth."""
        return [kind + name.removeprefix("conv") for name in self.convolutions for kind in ("conv", "relu")]

    @property
    def weights(self) -> list[Any]:
        """Every kernel and bias, in order of depth."""
        return [array for pair in self.convolutions.values() for array in pair]

    def __call__(self, images: Any, layers: Iterable[str]) -> dict[str, Any]:
        """Compute activations.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1].
        layers : names such as `relu4_2` or `conv4_2`

        Returns
        -------
        dict of name to float32 tensor of shape (N, H', W', C)
            In order of depth; relu layers are at least 0.

        Raises
        ------
        ValueError
            If a layer is not one of `self.layers`, or the picture is too small to reach it.
        """
        wanted = set(layers)
        unknown = wanted - set(self.layers)
        if unknown:
            raise ValueError(f"unknown layers {sorted(unknown)}; this network has {', '.join(self.layers)}")
        found: dict[str, Any] = {}
        x = _bgr_minus_mean(images)
        block = "1"
        for name, (kernel, bias) in self.convolutions.items():
            if len(found) == len(wanted):
                break
            place = name.removeprefix("conv")
            if place[0] != block:
                x, block = _pool(x, self.pooling), place[0]
            x = ops.conv(_pad(x, self.padding), kernel, padding="valid") + bias
            if f"conv{place}" in wanted:
                found[f"conv{place}"] = x
            x = ops.relu(x)
            if f"relu{place}" in wanted:
                found[f"relu{place}"] = x
        return found


def _bgr_minus_mean(images: Any) -> Any:
    return ops.flip(images, axis=-1) * 255.0 - _IMAGENET_MEAN_BGR


def _pool(x: Any, pooling: Pooling) -> Any:
    if min(x.shape[1] or 2, x.shape[2] or 2) < 2:
        raise ValueError("the picture is too small for these layers; give one of at least 32 × 32 pixels")
    pool = ops.max_pool if pooling == "max" else ops.average_pool
    return pool(x, 2, strides=2, padding="valid")


def _pad(x: Any, mode: str) -> Any:
    if mode == "reflect" and 1 in (x.shape[1], x.shape[2]):
        mode = "symmetric"  # one pixel has no neighbour to mirror
    return ops.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)), mode=mode)


def loss_network(name: str, pooling: Pooling = "max") -> LossNetwork:
    """Load the loss network of that name: `compact`, `vgg19`, `vgg16`, or a path to an .npz or .mat file.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing, damaged or holds something else, or a download fails.
    """
    if name in NETWORKS:
        return NETWORKS[name](pooling)
    path = Path(name)
    return vgg19_mat(path, pooling) if path.suffix == ".mat" else from_file(path, pooling)


def compact(pooling: Pooling = "max") -> LossNetwork:
    """Load the network that ships: VGG-19 to relu5_1 with a quarter of its channels.

    Distilled by `manage.py distill_features`; see algorithms/weights/README.md.
    """
    return from_file(COMPACT_WEIGHTS, pooling)


def vgg19(pooling: Pooling = "max") -> LossNetwork:
    """Load Keras' VGG-19 with ImageNet weights: 80 MB, downloaded once, its checksum verified by Keras.

    Raises
    ------
    OSError
        With one plain sentence, if the weights are not cached and cannot be downloaded.
    """
    return _from_arrays(_download(keras.applications.VGG19), VGG19_BLOCKS, KERAS_NAME, pooling)


def vgg16(pooling: Pooling = "max") -> LossNetwork:
    """Load Keras' VGG-16 with ImageNet weights; as `vgg19` otherwise."""
    return _from_arrays(_download(keras.applications.VGG16), VGG16_BLOCKS, KERAS_NAME, pooling)


def from_file(path: Path, pooling: Pooling = "max") -> LossNetwork:
    """Load VGG-19, as far as the file goes: whole and under Keras' names, or narrower and under ours.

    Narrower ones were trained with reflection padding, the whole one with zeros.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        if "block1_conv1/kernel" in arrays:
            return _from_arrays(arrays, VGG19_BLOCKS, KERAS_NAME, pooling)
        return replace(_from_arrays(arrays, VGG19_BLOCKS, OUR_NAME, pooling), padding="reflect")
    except KeyError as error:
        raise OSError(f"{path} does not hold a loss network; name one that distill_features wrote.") from error


def vgg19_mat(path: Path, pooling: Pooling = "max") -> LossNetwork:
    """Load VGG-19 from MatConvNet's `imagenet-vgg-verydeep-19.mat`.

    Its kernels are (rows, columns, in, out) like ours: readers that transpose them turn every filter on its side.
    They expect RGB minus the mean, so the first one's input channels are flipped here.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing or is not that file.
    """
    from scipy.io import loadmat

    try:
        layers = [layer[0, 0] for layer in loadmat(str(path))["layers"][0]]
        named = {str(layer["name"].squeeze()): layer for layer in layers}
        convolutions = {name: _mat_weights(layer) for name, layer in named.items() if name.startswith("conv")}
        kernel, bias = convolutions["conv1_1"]
    except FileNotFoundError as error:
        raise OSError(f"There is no file {path}; download imagenet-vgg-verydeep-19.mat from vlfeat.org.") from error
    except Exception as error:  # scipy and zlib raise half a dozen kinds for a damaged file
        raise OSError(f"{path} is not MatConvNet's imagenet-vgg-verydeep-19.mat.") from error
    return LossNetwork(convolutions | {"conv1_1": (kernel[:, :, ::-1], bias)}, pooling)


NETWORKS = {"compact": compact, "vgg19": vgg19, "vgg16": vgg16}
KERAS_NAME = "block{}_conv{}"
OUR_NAME = "conv{}_{}"


def _mat_weights(layer: Any) -> tuple[np.ndarray, np.ndarray]:
    """Read a convolution as MatConvNet wrote it since its beta 8, or before."""
    if "weights" in layer.dtype.names:
        kernel, bias = layer["weights"][0]
    else:
        kernel, bias = layer["filters"], layer["biases"]
    return np.asarray(kernel, "float32"), np.asarray(bias, "float32").ravel()


def _download(application: Any) -> dict[str, np.ndarray]:
    try:
        model = application(weights="imagenet", include_top=False)
    except Exception as error:  # Keras raises a bare Exception with the URL in it
        raise OSError(
            f"The ImageNet weights of {application.__name__} are not on this machine and could not be downloaded; "
            "connect once to the internet, or choose the compact network."
        ) from error
    return {
        f"{layer.name}/{part}": np.asarray(weight)
        for layer in model.layers
        for part, weight in zip(("kernel", "bias"), layer.get_weights(), strict=False)
    }


def _from_arrays(arrays: Arrays, blocks: tuple[int, ...], name: str, pooling: Pooling) -> LossNetwork:
    """Take the convolutions there are; `name` is how the arrays call one, with gaps for block and index."""
    convolutions = {
        OUR_NAME.format(*place): (arrays[f"{name.format(*place)}/kernel"], arrays[f"{name.format(*place)}/bias"])
        for place in _places(blocks)
        if place == (1, 1) or f"{name.format(*place)}/kernel" in arrays
    }
    return LossNetwork(convolutions, pooling)


def _places(blocks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return ((block, index) for block, count in enumerate(blocks, 1) for index in range(1, count + 1))
