r"""Train a fast painter as the thesis does: its section 3.2, Johnson's network.

The thesis gives the weights by their orders of magnitude, 1, 100 and 100. These only balance with the divisors of the
code that it prints in its section 4.2.2, which are followed here:

- Content, eq. 3.7: the mean square of the difference at relu4_2.
- Style, eq. 3.8: Gram matrices are divided by H·W·N and the squares by N². By the equation as it is printed, with the
  sums of eq. 3.2, style would outweigh content by ten to the fourteenth, and no photo would be left.
- Total variation: the squares of eq. 3.5, without the last row and column, as a mean over pixels and channels. With 100
  that is what the code's half of the sum is with the weight of its section 4.2.2, 1e-3, at 256 × 256; the sum itself
  would leave one colour.

Differs from the thesis: the learning rate falls to 0, and one network can have several styles, drawn by lot.
`TransformNet` says where the network differs.
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix
from algorithms.perceptual.source_losses import inner_variation
from algorithms.recipes.transform_net import TransformNet
from algorithms.training.options import ThesisPainterOptions

CONTENT_LAYER = "relu4_2"
STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
EPOCHS = 2


class ThesisPainterTrainer(keras.Model):
    """A transform network, with the loss network and the paintings that it is trained against.

    Parameters
    ----------
    network : TransformNet
    loss_network : LossNetwork
    styles : float32 arrays of shape (H, W, 3)
        RGB in [0, 1], one for each style of the network; the thesis has one style.
    """

    def __init__(
        self,
        network: TransformNet,
        loss_network: LossNetwork,
        styles: Sequence[np.ndarray],
        options: ThesisPainterOptions,
    ) -> None:
        super().__init__()
        self.network, self.loss_network, self.options = network, loss_network, options
        seen = [loss_network(ops.convert_to_tensor(style[None]), STYLE_LAYERS) for style in styles]
        self.targets = {name: ops.concatenate([_gram(each[name]) for each in seen]) for name in STYLE_LAYERS}
        self.parts = {name: keras.metrics.Mean(name) for name in ("content", "style", "tv")}

    def call(self, x: tuple[Any, Any]) -> Any:
        """Paint photos (N, H, W, 3) in the styles of these rows (N,)."""
        photos, rows = x
        return self.network(photos, ops.one_hot(rows, self.network.styles))

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the weighted sum of the three losses, each the mean of the batch."""
        photos, rows = x
        painted = self.loss_network(y_pred, {CONTENT_LAYER, *STYLE_LAYERS})
        content = self.loss_network(photos, [CONTENT_LAYER])[CONTENT_LAYER]
        wanted = {name: ops.take(targets, rows, axis=0) for name, targets in self.targets.items()}
        losses = {
            "content": ops.mean(ops.square(painted[CONTENT_LAYER] - content)),
            "style": sum(ops.mean(ops.square(_gram(painted[name]) - wanted[name])) for name in STYLE_LAYERS),
            "tv": mean_variation(y_pred),
        }
        for name, value in losses.items():
            self.parts[name].update_state(value)
        return sum(getattr(self.options, f"{name}_weight") * value for name, value in losses.items())


def mean_variation(pictures: Any) -> Any:
    """Return the mean over pixels and channels of eq. 3.5's squares, of levels from 0 to 255, for a batch."""
    _, height, width, channels = pictures.shape
    return ops.mean(inner_variation(pictures)) / ((height - 1) * (width - 1) * channels)


def _gram(features: Any) -> Any:
    return gram_matrix(features) / features.shape[-1]
