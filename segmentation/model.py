"""The parser: a fully convolutional network that refines coarse activations by finer ones.

.. [1] Long, Shelhamer, Darrell, "Fully Convolutional Networks for Semantic Segmentation", CVPR 2015.
.. [2] Lin et al., "Feature Pyramid Networks for Object Detection", CVPR 2017.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from algorithms.errors import FileError, UserError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.regions.scene_groups import GROUPS
from segmentation.backbones import MobileNetV2, backbone_of
from segmentation.compiled_parser import STRIDE

WIDTH = 128


class Parser(keras.Model):
    """FCN-8s with one more skip connection, down to stride 4, and `WIDTH` channels in the decoder.

    Differs from [1]_: the decoder adds up channels instead of scores, convolves each sum [2]_, and starts from the
    mean of the coarsest activation over the whole picture.

    Parameters
    ----------
    labels : int
        10 groups, or 151 classes.
    backbone : layer, optional
        Returns activations at strides 4, 8, 16 and 32 (`backbones`); MobileNetV2 if omitted.
    """

    def __init__(self, labels: int = len(GROUPS), backbone: layers.Layer | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.labels, self.backbone = labels, backbone or MobileNetV2()
        self.decoder: dict[str, layers.Layer] = {"scene": _convolution(1)}
        for stride in (4, 8, 16, 32):
            self.decoder[f"skip_{stride}"] = _convolution(1)
        for stride in (8, 16, 32):
            self.decoder[f"fuse_{stride}"] = _convolution(3, activation="relu")
        self.decoder["fuse_4"] = layers.SeparableConv2D(WIDTH, 3, padding="same", activation="relu")
        self.decoder["score"] = layers.Conv2D(labels, 1)
        self(ops.zeros((1, STRIDE, STRIDE, 3)))

    def call(self, images: Any) -> Any:
        """Score pictures.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]; H and W are at least 1.

        Returns
        -------
        float32 tensor of shape (N, H, W, labels)
            Logits.
        """
        height, width = ops.shape(images)[1:3]
        activations = self.backbone(tf.image.resize(images, (_whole_cells(height), _whole_cells(width))))
        coarsest = activations[-1]
        x = self.decoder["scene"](ops.mean(coarsest, axis=(1, 2), keepdims=True))
        for stride, activation in zip((32, 16, 8, 4), reversed(activations), strict=True):
            finer = self.decoder[f"skip_{stride}"](activation)
            if stride < STRIDE:
                x = tf.image.resize(x, ops.shape(finer)[1:3])
            x = self.decoder[f"fuse_{stride}"](ops.relu(x + finer))
        return tf.image.resize(self.decoder["score"](x), (height, width))

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return the weights by name: `stem/kernel`, …, `decoder/score/bias`."""
        return {name: np.asarray(variable) for name, variable in self._named().items()}

    def start_from(self, path: Path) -> None:
        """Take the backbone's weights from a file, and the decoder's if the file has a decoder of as many labels.

        Raises
        ------
        UserError
            If the file is missing, damaged or lacks the backbone.
        """
        arrays, variables = read_weights(path), self._named()
        fitting = {name for name, v in variables.items() if name in arrays and arrays[name].shape == tuple(v.shape)}
        decoder = {name for name in variables if name.startswith("decoder/")}
        if not set(variables) - decoder <= fitting:
            raise UserError(
                f"{path} does not hold this backbone; name a file of train_parser or of the backbone alone."
            )
        for name in fitting if decoder <= fitting else fitting - decoder:
            variables[name].assign(arrays[name])

    def _named(self) -> dict[str, Any]:
        named = {**self.backbone.convolutions, **{f"decoder/{name}": layer for name, layer in self.decoder.items()}}
        return {f"{name}/{weight.name}": weight for name, layer in named.items() for weight in layer.weights}


def write_parser(path: Path, parser: Parser) -> None:
    """Write a parser in float16; an interruption leaves the file as it was before."""
    write_weights(path, parser.to_arrays())


def read_parser(path: Path) -> Parser:
    """Read a parser that `write_parser` wrote, over whichever backbone.

    Raises
    ------
    UserError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    backbone = backbone_of(arrays)
    if "decoder/score/bias" not in arrays or backbone is None:
        raise FileError(f"{path} does not hold a parser; name one that train_parser wrote.")
    parser = Parser(len(arrays["decoder/score/bias"]), backbone)
    parser.start_from(path)
    return parser


def _convolution(size: int, activation: str | None = None) -> layers.Layer:
    return layers.Conv2D(WIDTH, size, padding="same", activation=activation, kernel_initializer="he_normal")


def _whole_cells(side: Any) -> Any:
    """Round a side to a multiple of the stride; the picture is stretched a little.

    Padding it by repeating its border would add streaks, which the parser takes for walls.
    """
    return ops.maximum((side + STRIDE // 2) // STRIDE, 1) * STRIDE
