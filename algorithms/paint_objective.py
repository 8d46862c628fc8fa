"""What a painting minimises at one size: α content + β style + γ TV (the thesis's eq. 3.6), and its gradient."""

from collections.abc import Sequence

import numpy as np
import tensorflow as tf

from algorithms.features import LossNetwork
from algorithms.loss_kinds import LOSS_KINDS
from algorithms.losses import gram_matrix
from algorithms.optimisers import Objective
from algorithms.paint_options import PaintOptions
from algorithms.tiles import features_in_tiles, fits, gradient_at_once, gradient_in_tiles


def paint_objective(
    network: LossNetwork,
    content: np.ndarray | None,
    styles: Sequence[np.ndarray],
    options: PaintOptions,
    size: tuple[int, int],
) -> Objective:
    """Return the losses and the gradient as a function of the picture.

    Parameters
    ----------
    content : float32 array of shape (*size, 3), optional
        RGB in [0, 1]; a texture has none.
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], in the size in which their strokes are wanted.
    size : (int, int)
        Height and width of the picture.
    """
    kind, layer_weights, pixels = LOSS_KINDS[options.losses], options.layer_weights(), size[0] * size[1]
    grams = _grams(network, styles, options)
    contents = {}
    if content is not None:
        contents = features_in_tiles(network, content, options.content_layers, options.tile)

    def measure(picture: tf.Tensor, features: dict[str, tf.Tensor]) -> dict[str, tf.Tensor]:
        losses = {
            "content": sum(kind.content(features[n], contents[n]) for n in contents) / max(1, len(contents)),
            "style": sum(w * kind.style(features[n], grams[n], pixels) for n, w in layer_weights.items()),
            "tv": kind.variation(picture),
        }
        total = (
            options.content_weight * losses["content"]
            + options.style_weight * losses["style"]
            + options.tv_weight * losses["tv"]
        )
        return losses | {"total": total}

    layers = {*grams, *contents}
    if fits(*size, options.tile):
        return gradient_at_once(network, layers, measure)
    return gradient_in_tiles(network, layers, measure, options.tile)


def _grams(network: LossNetwork, styles: Sequence[np.ndarray], options: PaintOptions) -> dict[str, tf.Tensor]:
    """Return the mean of the styles' Gram matrices, weighted, at each style layer."""
    shares = options.style_shares(len(styles))
    features = [features_in_tiles(network, style, options.style_layers, options.tile) for style in styles]
    return {
        layer: sum(part * gram_matrix(f[layer])[0] for part, f in zip(shares, features, strict=True))
        for layer in options.style_layers
    }
