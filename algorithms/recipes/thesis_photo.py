r"""Train a fast photographic network as the thesis does: its section 4.2, Johnson's network with an affine loss.

Differs from the thesis: the learning rate falls to 0; parts of photos are drawn by lot, with other exposure, perhaps
mirrored (`LabelledPhotos`); a photo's regions are its four largest ones, and a region that the style lacks goes less
far towards another one (`RegionSamples`); colours are in [0, 1] in the affine loss, which needs no matrix
(`matting_laplacian_product`): building one in each step made the thesis's training take 68 hours. The painter is
`TransformNet`, which says where it differs.
"""

from typing import Any

import keras
from keras import ops

from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.source_losses import halved_variation, region_style_loss, thesis_gram
from algorithms.recipes.region_samples import StyleRegions
from algorithms.recipes.region_targets import region_targets
from algorithms.recipes.transform_net import TransformNet
from algorithms.regions.layer_masks import masks_at_layers
from algorithms.training.options import ThesisPhotoOptions

CONTENT_LAYER = "conv4_2"
STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
EPOCHS = 3


class ThesisPhotoTrainer(keras.Model):
    """A transform network, with the loss network and the style targets that it is trained against.

    Parameters
    ----------
    network : TransformNet
    loss_network : LossNetwork
    styles : StyleRegions
        One style photo for each style of the network; the thesis has one style.
    """

    def __init__(
        self, network: TransformNet, loss_network: LossNetwork, styles: StyleRegions, options: ThesisPhotoOptions
    ) -> None:
        super().__init__()
        self.network, self.loss_network, self.options = network, loss_network, options
        self.targets = region_targets(loss_network, styles, STYLE_LAYERS, thesis_gram)
        self.parts = {name: keras.metrics.Mean(name) for name in ("content", "style", "tv", "affine")}

    def call(self, x: dict[str, Any]) -> Any:
        """Paint a batch of `RegionSamples`, and mix in a share of the photo, in training only (eq. 4.8)."""
        painted = self.network(x["photos"], ops.one_hot(x["rows"], self.network.styles))
        return self.options.mix * painted + (1.0 - self.options.mix) * x["photos"]

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the weighted sum of the losses of eq. 4.10."""
        painted = self.loss_network(y_pred, {CONTENT_LAYER, *STYLE_LAYERS})
        content = self.loss_network(x["photos"], [CONTENT_LAYER])[CONTENT_LAYER]
        losses = {
            "content": ops.mean(ops.square(painted[CONTENT_LAYER] - content)),
            "style": self._style(x, painted),
            "tv": ops.mean(halved_variation(y_pred)),
        }
        if self.options.affine_weight:
            losses["affine"] = affine_loss(x["photos"], y_pred)
        for name, value in losses.items():
            self.parts[name].update_state(value)
        return sum(getattr(self.options, f"{name}_weight") * value for name, value in losses.items())

    def _style(self, x: dict[str, Any], painted: dict[str, Any]) -> Any:
        """Return the differences of the regions' Gram matrices (`source_losses`), the layers' sum."""
        masks = masks_at_layers(self.loss_network, x["masks"], STYLE_LAYERS)
        total = 0.0
        for layer, targets in self.targets.items():
            wanted = ops.take(targets, x["targets"], axis=0)
            shares = x["amounts"] * ops.mean(masks[layer], axis=(1, 2))
            total += ops.mean(region_style_loss(thesis_gram(painted[layer], masks[layer]), wanted, shares))
        return total


def affine_loss(photos: Any, painted: Any) -> Any:
    r"""Return the thesis's affine loss, its mean over a batch.

    .. math:: L^+ = \frac1N \sum_f \| M_C V_f[O] - M_C V_f[C] \|^2

    with :math:`M_C` the matting Laplacian of the photo and :math:`V_f` a channel's N pixels (eq. 4.9). The product is
    linear, so it is computed once, of the difference.

    Parameters
    ----------
    photos, painted : float32 tensors of shape (N, H, W, 3)
        RGB in [0, 1].
    """
    return ops.mean(ops.sum(ops.square(matting_laplacian_product(photos, painted - photos)), axis=-1))
