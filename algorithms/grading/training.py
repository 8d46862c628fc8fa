r"""Train the grading network on photographs of anything, towards the colours of style photos, region by region.

The colour loss moves each region of a photo (sky, walls, people, …) part of the distance towards the colours of the
style's region. The content and masked style losses are those of the thesis's section 4.2.2; its affine loss is not
needed, because the maps of a grid are locally affine. The other losses keep the result natural: contrast neither
vanishes nor is inverted, noise stays low, neighbouring colour maps hardly differ, and few pixels are clipped.
"""

from dataclasses import asdict
from typing import Any

import keras
import numpy as np
from keras import ops

from algorithms.colour.sliced_wasserstein import colour_distance
from algorithms.filters.bilateral_grid import noise_gains, roughness, slice_grid, tone_slopes
from algorithms.grading.labelled_photos import LabelledPhotos, shrink_labels
from algorithms.grading.network import ENCODER_SIDE, GradingNet
from algorithms.grading.region_samples import StyleRegions
from algorithms.grading.region_targets import region_targets
from algorithms.io.images import resize
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, masked_style_loss
from algorithms.regions.layer_masks import masks_at_layers
from algorithms.training.options import GradingOptions

CONTENT_LAYER = "relu4_2"
STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
LEAST_SLOPE, MOST_SLOPE = 0.45, 2.0  # of luminance: less looks veiled, more looks harsh
MOST_NOISE = 4.0  # gain of the photo's variance: a larger one turns the grain of a sky into coloured clouds

Loss = dict[str, Any]


class GradingTrainer(keras.Model):
    """A grading network, with the loss network and the style targets that it is trained against.

    Parameters
    ----------
    network : GradingNet
    loss_network : LossNetwork
    styles : StyleRegions
        One style photo for each style of the network.
    """

    def __init__(
        self, network: GradingNet, loss_network: LossNetwork, styles: StyleRegions, options: GradingOptions
    ) -> None:
        super().__init__()
        self.network, self.loss_network, self.options = network, loss_network, options
        self.targets = region_targets(loss_network, styles, STYLE_LAYERS)
        self.weights_of = {
            name.removesuffix("_weight"): value for name, value in asdict(options).items() if name.endswith("_weight")
        }
        self.parts = {name: keras.metrics.Mean(name) for name in self.weights_of}

    def call(self, x: dict[str, Any]) -> tuple[Any, Any]:
        """Grade a batch of `RegionSamples`; return the grids, and the graded photos, float32 (N, side, side, 3)."""
        grids = self.network.grids(x["seen"], ops.one_hot(x["rows"], self.network.styles))
        return grids, slice_grid(grids, x["photos"])

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Return the weighted sum of the batch's mean losses."""
        grids, graded = y_pred
        losses = {
            "colour": colour_distance(x, x["photos"], graded),
            "smooth": ops.mean(roughness(grids)),
            "tone": _out_of(tone_slopes(grids), LEAST_SLOPE, MOST_SLOPE),
            "noise": _out_of(noise_gains(grids), 0.0, MOST_NOISE),
            "clip": _out_of(graded, 0.0, 1.0),
            **self._feature_losses(x, graded),
        }
        for name, value in losses.items():
            self.parts[name].update_state(value)
        return sum(self.weights_of[name] * value for name, value in losses.items())

    def _feature_losses(self, x: dict[str, Any], graded: Any) -> Loss:
        """Return the losses on the loss network's activations: content, and the regions' style."""
        features = self.loss_network(graded, {CONTENT_LAYER, *STYLE_LAYERS})
        content = self.loss_network(x["photos"], [CONTENT_LAYER])[CONTENT_LAYER]
        masks = masks_at_layers(self.loss_network, x["masks"] * x["amounts"][:, None, None], STYLE_LAYERS)
        style = [
            ops.mean(masked_style_loss(features[layer], masks[layer], ops.take(grams, x["targets"], axis=0)))
            for layer, grams in self.targets.items()
        ]
        return {
            "content": ops.mean(content_loss(features[CONTENT_LAYER], content)),
            "style": sum(style) / len(style),
        }


def _out_of(values: Any, least: float, most: float) -> Any:
    """Return the mean squared distance of values to the range from `least` to `most`."""
    return ops.mean(ops.square(ops.relu(least - values) + ops.relu(values - most)))


class EncodedPhotos:
    """Photographs with their encodings, computed once: encoding takes longer than the rest of a training step.

    Parameters
    ----------
    count : int
        Number of photographs to draw and encode.
    side : int
        Side in pixels of the photographs that `draw` returns.
    """

    def __init__(self, photos: LabelledPhotos, network: GradingNet, *, count: int, side: int, seed: int) -> None:
        random = np.random.default_rng(seed)
        self._photos = [self._prepared(*photos.draw(ENCODER_SIDE, random), network, side) for _ in range(count)]

    def draw(self, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a photo (side, side, 3), its labels (side, side) and its encoding (SIDE, SIDE, C)."""
        photo, labels, encoding = self._photos[random.integers(len(self._photos))]
        return photo, labels, encoding.astype("float32")

    @staticmethod
    def _prepared(
        photo: np.ndarray, labels: np.ndarray, network: GradingNet, side: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        encoding = ops.convert_to_numpy(network.encode(ops.convert_to_tensor(photo[None])))[0]
        return np.clip(resize(photo, side, side), 0.0, 1.0), shrink_labels(labels, side), encoding.astype("float16")
