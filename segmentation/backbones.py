"""The parser's backbones: networks that give activations at strides 4, 8, 16 and 32."""

from collections.abc import Iterable
from typing import Any

import keras
from keras import layers, ops

from algorithms.errors import UserError

# Channels of each block, the blocks that double the stride, and the blocks whose activations are taken: table 2 of
# Sandler et al., arXiv:1801.04381.
_CHANNELS = (16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320)
_STRIDED = (2, 4, 7, 14)
_TAPS = (3, 6, 13, 17)
_EXPANSION = 6


class MobileNetV2(layers.Layer):
    """MobileNetV2 without its head; batch normalisation is folded into the kernels.

    Attributes
    ----------
    convolutions : dict of name to layer
        The names are `stem`, `block_1/depthwise`, `block_1/project`, `block_2/expand`, ….
    """

    FIRST = "stem"  # how the names of its weights begin in a parser's file

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.convolutions: dict[str, layers.Layer] = {"stem": _convolution(32, 3, 2)}
        before = 32
        for block, channels in enumerate(_CHANNELS, 1):
            if block > 1:
                self.convolutions[f"block_{block}/expand"] = _convolution(before * _EXPANSION, 1)
            depthwise = layers.DepthwiseConv2D(3, 2 if block in _STRIDED else 1, padding="same", activation="relu6")
            self.convolutions[f"block_{block}/depthwise"] = depthwise
            self.convolutions[f"block_{block}/project"] = _convolution(channels, 1, activation=None)
            before = channels

    def call(self, images: Any) -> list[Any]:
        """Compute activations.

        Parameters
        ----------
        images : float32 tensor of shape (N, H, W, 3)
            RGB in [0, 1]; H and W are multiples of 32.

        Returns
        -------
        four float32 tensors of shape (N, H / stride, W / stride, C)
            Of blocks 3, 6, 13 and 17, at strides 4, 8, 16 and 32.
        """
        x = self.convolutions["stem"](images * 2.0 - 1.0)
        found = []
        for block in range(1, len(_CHANNELS) + 1):
            y = x
            for part in ("expand", "depthwise", "project"):
                layer = self.convolutions.get(f"block_{block}/{part}")
                y = layer(y) if layer else y
            x = x + y if x.shape[-1] == y.shape[-1] else y  # strided blocks have more channels, too
            if block in _TAPS:
                found.append(x)
        return found


class InceptionV3(layers.Layer):
    """Keras' Inception v3, GoogLeNet's successor: the thesis's backbone.

    The network's convolutions have no padding and lose the borders. So the picture is first extended by 21 and 22
    mirrored pixels. The activations at strides 4, 8 and 16 then have one cell too many in each direction and lie half a
    cell off; averages of 2×2 neighbouring cells correct both.

    Parameters
    ----------
    weights : "imagenet" or None
        Weights that are downloaded once, or random ones.

    Raises
    ------
    UserError
        If the weights are not cached and cannot be downloaded.
    """

    FIRST = "layer_1"

    # Cells at either border that lie outside the picture, at strides 4, 8 and 16.
    MARGINS = (4, 1, 0)

    def __init__(self, weights: str | None = "imagenet", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        try:
            model = keras.applications.InceptionV3(include_top=False, weights=weights)
        except Exception as error:  # Keras raises a bare Exception with the URL in it
            raise UserError(
                "The ImageNet weights of InceptionV3 are not on this machine and could not be downloaded; "
                "connect once to the internet, or choose mobilenet_v2."
            ) from error
        first_pool = next(layer for layer in model.layers if isinstance(layer, layers.MaxPooling2D))
        taps = [first_pool.output, *(model.get_layer(name).output for name in ("mixed2", "mixed7"))]
        self.model = keras.Model(model.input, [*taps, model.output])

    @property
    def convolutions(self) -> dict[str, layers.Layer]:
        """Every layer by its number; the names that Keras gives depend on the networks built before."""
        return {f"layer_{number}": layer for number, layer in enumerate(self.model.layers)}

    def call(self, images: Any) -> list[Any]:
        """Compute activations at strides 4, 8, 16 and 32; shapes as in `MobileNetV2.call`."""
        mirrored = ops.pad(images * 2.0 - 1.0, ((0, 0), (21, 22), (21, 22), (0, 0)), mode="reflect")
        *fine, coarse = self.model(mirrored, training=False)
        return [*(_centred(x, margin) for x, margin in zip(fine, self.MARGINS, strict=True)), coarse]


BACKBONES = {"mobilenet_v2": MobileNetV2, "inception_v3": InceptionV3}


def backbone_of(names: Iterable[str]) -> layers.Layer | None:
    """Return the backbone, untrained, whose weights have these names in a parser's file; None if there is none."""
    begins = {name.partition("/")[0] for name in names}
    for kind in BACKBONES.values():
        if kind.FIRST in begins:
            return kind(weights=None) if kind is InceptionV3 else kind()
    return None


def _convolution(filters: int, size: int, stride: int = 1, activation: str | None = "relu6") -> layers.Layer:
    return layers.Conv2D(filters, size, stride, padding="same", activation=activation)


def _centred(x: Any, margin: int) -> Any:
    """Cut off the cells outside of the picture, and average 2×2 neighbours."""
    inner = slice(margin, -margin or None)
    cut = x[:, inner, inner]
    return ops.average_pool(cut, 2, strides=1, padding="valid")
