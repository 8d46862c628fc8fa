"""The grading network: it predicts a bilateral grid of colour maps from a small copy of a photo.

The design follows Gharbi et al., arXiv:1707.02880. The encoder is the compact loss network, whose activations tell sky
from wall from skin, and is not trained. The network starts as the identity, so that training only has to learn the
change. Every style has its own parameters: scales and shifts after each layer (Dumoulin et al., arXiv:1610.07629), and
the last layer.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.errors import FileError
from algorithms.filters.bilateral_grid import LEVELS, SIDE, identity_map
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import compact

ENCODER_SIDE = 256
"""Side in pixels of the square to which every photo is resized for the encoder."""

ENCODER_LAYERS = ("relu3_1", "relu4_1", "relu5_1")
_MAP = LEVELS * 12


class GradingNet(keras.Model):
    """A network from a photo to a grid of colour maps.

    Parameters
    ----------
    styles : int
        Number of styles.
    width : int
        Channels of the layers between encoder and grid.
    encoder : LossNetwork
        It is not trained. The compact network if omitted.
    """

    def __init__(self, styles: int = 1, width: int = 96, encoder: LossNetwork | None = None) -> None:
        super().__init__()
        if min(styles, width) < 1:
            raise ValueError(f"A network of {styles} styles and width {width} cannot be; give at least 1 of each.")
        self.styles, self.width, self.encoder = styles, width, encoder or compact()
        channels = self.encode(ops.zeros((1, ENCODER_SIDE, ENCODER_SIDE, 3))).shape[-1]

        def weight(name: str, *shape: int, start: str = "zeros") -> Any:
            return self.add_weight(shape, initializer=start, name=name)

        self.kernels = {
            "mix": weight("mix", 1, 1, channels, width, start="he_normal"),
            "near": weight("near", 3, 3, width, width, start="he_normal"),
            "far": weight("far", 1, 1, width, width, start="he_normal"),
        }
        self.scales = {name: weight(f"{name}_scale", styles, width, start="ones") for name in self.kernels}
        self.shifts = {name: weight(f"{name}_shift", styles, width) for name in self.kernels}
        self.last = weight("last", styles, width, _MAP)
        self.base = weight("base", styles, _MAP)
        self.built = True

    def encode(self, photos: Any) -> Any:
        """Return the encoder's activations, and colours, contrasts and heights, of photos.

        Training computes these encodings once, because they do not depend on trained weights.

        Parameters
        ----------
        photos : float32 tensor of shape (N, ENCODER_SIDE, ENCODER_SIDE, 3)
            RGB in [0, 1].

        Returns
        -------
        float32 tensor of shape (N, SIDE, SIDE, C)
        """
        activations = [ops.log1p(_shrink(x)) / 4.0 for x in self.encoder(photos, ENCODER_LAYERS).values()]
        colours = _shrink(photos)
        contrast = ops.sqrt(ops.relu(_shrink(ops.square(photos)) - ops.square(colours)) + 1e-6)
        height = ops.broadcast_to(ops.linspace(-1.0, 1.0, SIDE)[None, :, None, None], (*colours.shape[:3], 1))
        return ops.concatenate([*activations, 4.0 * (colours - 0.5), 4.0 * contrast, height], axis=-1)

    def call(self, photos: Any, mix: Any) -> Any:
        """Predict the colour maps of photos.

        Parameters
        ----------
        photos : float32 tensor of shape (N, ENCODER_SIDE, ENCODER_SIDE, 3)
            RGB in [0, 1].
        mix : float32 tensor of shape (N, styles)
            Share of each style.

        Returns
        -------
        float32 tensor of shape (N, SIDE, SIDE, LEVELS, 4, 3)
            The grid for `bilateral_grid`.
        """
        return self.grids(self.encode(photos), mix)

    def grids(self, encodings: Any, mix: Any) -> Any:
        """Predict the colour maps from the result of `encode`; see `call`."""
        x = self._layer("mix", encodings, mix)
        whole = self._layer("far", ops.mean(x, axis=(1, 2), keepdims=True), mix)
        x = ops.relu(self._layer("near", x, mix) + whole)
        last = ops.reshape(ops.matmul(mix, ops.reshape(self.last, (self.styles, -1))), (-1, self.width, _MAP))
        change = ops.matmul(ops.reshape(x, (-1, SIDE * SIDE, self.width)), last) + ops.matmul(mix, self.base)[:, None]
        return ops.reshape(change, (-1, SIDE, SIDE, LEVELS, 4, 3)) + identity_map()

    def _layer(self, name: str, x: Any, mix: Any) -> Any:
        margin = self.kernels[name].shape[0] // 2
        x = ops.pad(x, ((0, 0), (margin, margin), (margin, margin), (0, 0)), mode="reflect") if margin else x
        x = ops.conv(x, self.kernels[name], padding="valid")
        scale, shift = (ops.matmul(mix, rows[name])[:, None, None] for rows in (self.scales, self.shifts))
        return ops.relu(x * scale + shift)

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return the trained weights by name; the encoder's are not among them."""
        return {variable.name: np.asarray(variable) for variable in self.trainable_variables}

    def assign(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Assign weights, named as by `to_arrays`."""
        for variable in self.trainable_variables:
            variable.assign(arrays[variable.name])


def read_grading_net(path: Path) -> GradingNet:
    """Read a network that `write_grading_net` wrote.

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something else.
    """
    arrays = read_weights(path)
    try:
        styles, width, _ = arrays["last"].shape
        network = GradingNet(styles, width)
        network.assign(arrays)
    except (KeyError, ValueError) as error:
        raise FileError(f"{path} does not hold a grading network; name a file that train_photo wrote.") from error
    return network


def write_grading_net(path: Path, network: GradingNet) -> None:
    """Write the weights in float16, whole or not at all."""
    write_weights(path, network.to_arrays())


def _shrink(x: Any) -> Any:
    """Average x, (N, H, H, C), over the cells of the grid: (N, SIDE, SIDE, C)."""
    cell = x.shape[1] // SIDE
    return ops.average_pool(x, cell, strides=cell, padding="valid") if cell > 1 else x
