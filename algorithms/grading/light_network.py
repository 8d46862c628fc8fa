"""The network behind any light: a small encoder and decoder of photographs, at four levels.

The encoder's activations describe a photo's light at four levels; `colouring` gives them the statistics of another
photo's, the decoder makes a picture of them. The shape and the weights are those of PCA-KD's MobileNet network
(Chiu and Gurari, "PCA-based knowledge distillation towards lightweight and content-style balanced photorealistic style
transfer models", CVPR 2022; MIT): 53,000 parameters. Each level's fine detail, a value minus the mean of its nine
neighbours, goes round the deeper levels, so that no detail has to be reconstructed. It is never trained here, so it is
written in OpenVINO's own operations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from algorithms.io.openvino import compile_graph
from algorithms.io.openvino import operations as ops
from algorithms.io.weights_file import read_weights
from algorithms.styles.catalogue import WEIGHTS_FOLDER

LEVELS = 4
STRIDE = 2**LEVELS
"""Both sides of a photo must be multiples of this."""

_BLOCKS = (("c2",), ("d1", "p", "d2"), ("p", "d1", "p", "d2"), ("p", "d1", "p", "d2"))
"""The encoder's layers, level by level: convolution, depthwise or pointwise, and the stride."""

_LAST = (0, 3, 7, 11)  # numbers of the levels' last layers in the weights


@dataclass(frozen=True)
class Encoding:
    """A photo as the encoder sees it.

    Attributes
    ----------
    levels : 4 float32 arrays of shape (1, H / 2, W / 2, 10), (1, H / 4, W / 4, 19) and so on, 37 and 54 channels
    details : 4 float32 arrays
        Fine detail of the photo and of the first three levels, each of the shape of its picture.
    """

    levels: list[np.ndarray]
    details: list[np.ndarray]


class LightNet:
    """Encoder and decoder.

    Parameters
    ----------
    weights : dict of name to float32 array
        As in light.npz: `encoder/0/kernel`, `encoder/0/bias` and so on up to 11, `decoder/1/first/kernel` and so on.
        Kernels are in TensorFlow's order: rows, columns, input channels, output channels.
    """

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self._encode = self._encoder()
        self._decode = [self._decoder(level) for level in range(LEVELS)]

    def encode(self, photo: np.ndarray) -> Encoding:
        """Return a photo's activations.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1]; both sides are multiples of `STRIDE`.
        """
        found = self._encode(photo=photo[None])
        return Encoding(found[:LEVELS], found[LEVELS:])

    def decode(self, level: int, x: np.ndarray, detail: np.ndarray) -> np.ndarray:
        """Bring activations from one level to the next finer one, or at last to a picture.

        Parameters
        ----------
        level : int
            From 3 down to 0.
        x : float32 array of shape (1, h, w, C)
            Activations at that level.
        detail : float32 array of shape (1, 2 h, 2 w, C')
            `Encoding.details` of that level.

        Returns
        -------
        float32 array of shape (1, 2 h, 2 w, C')
            For level 0 a picture, RGB, not clipped.
        """
        (finer,) = self._decode[level](x=x, detail=detail)
        return finer

    def _encoder(self) -> Callable[..., list[np.ndarray]]:
        photo = _picture(3)
        x = _channels_first(photo)
        levels, details, layer = [], [], 0
        for level, kinds in enumerate(_BLOCKS):
            details.append(ops.subtract(x, _smooth(x)))
            x = ops.subtract(ops.multiply(x, _number(2.0)), _number(1.0)) if level == 0 else x
            for kind in kinds:
                x = self._encoder_layer(x, layer, kind)
                layer += 1
            levels.append(x)
        return compile_graph({"photo": photo}, [_channels_last(each) for each in (*levels, *details)])

    def _decoder(self, level: int) -> Callable[..., list[np.ndarray]]:
        coarse = self._weights[f"encoder/{_LAST[level]}/bias"].size
        fine = self._weights[f"encoder/{_LAST[level - 1]}/bias"].size if level else 3
        inputs = {"x": _picture(coarse), "detail": _picture(fine)}
        x, detail = (_channels_first(each) for each in inputs.values())
        x = _doubled(x)
        if level == 0:
            y = self._convolve(ops.concat([x, detail], 1), "decoder/0/first")
        else:
            x = ops.relu(self._convolve(x, f"decoder/{level}/first"))
            y = ops.relu(self._convolve(ops.add(x, detail), f"decoder/{level}/second"))
        return compile_graph(inputs, [_channels_last(y)])

    def _encoder_layer(self, x: Any, layer: int, kind: str) -> Any:
        if kind == "p":
            return ops.relu(self._convolve(x, f"encoder/{layer}", padding=None))
        stride = int(kind[1])
        padding = (0 if stride == 2 else 1, 1)
        return ops.relu(self._convolve(x, f"encoder/{layer}", stride, padding, depthwise=kind[0] == "d"))

    def _convolve(
        self, x: Any, name: str, stride: int = 1, padding: tuple[int, int] | None = (1, 1), *, depthwise: bool = False
    ) -> Any:
        """Convolve; `padding` is how many rows and columns are reflected at upper and left, lower and right borders."""
        kernel, bias = (self._weights[f"{name}/{part}"] for part in ("kernel", "bias"))
        if padding:
            x = _padded(x, *padding, "reflect")
        kernel = kernel.transpose(2, 3, 0, 1)[:, None] if depthwise else kernel.transpose(3, 2, 0, 1)
        convolution = ops.group_convolution if depthwise else ops.convolution
        y = convolution(x, ops.constant(np.ascontiguousarray(kernel)), [stride] * 2, [0, 0], [0, 0], [1, 1])
        return ops.add(y, ops.constant(bias.reshape(1, -1, 1, 1)))


@cache
def shipped_light_net() -> LightNet:
    """Read and compile the network that ships, once in each process."""
    return LightNet(read_weights(WEIGHTS_FOLDER / "light.npz"))


def _picture(channels: int) -> Any:
    return ops.parameter([1, -1, -1, channels], np.float32)


def _number(value: float) -> Any:
    return ops.constant(value, np.float32)


def _channels_first(x: Any) -> Any:
    return ops.transpose(x, [0, 3, 1, 2])


def _channels_last(x: Any) -> Any:
    return ops.transpose(x, [0, 2, 3, 1])


def _padded(x: Any, before: int, after: int, mode: str) -> Any:
    return ops.pad(x, [0, 0, before, before], [0, 0, after, after], mode)


def _smooth(x: Any) -> Any:
    """Average each value with its eight neighbours."""
    return ops.avg_pool(_padded(x, 1, 1, "symmetric"), [1, 1], [0, 0], [0, 0], [3, 3], exclude_pad=True)


def _doubled(x: Any) -> Any:
    """Enlarge linearly to twice the size."""
    return ops.interpolate(x, ops.constant(np.full(2, 2.0, "float32")), "linear_onnx", "scales", axes=[2, 3])
