r"""Train the grading network: the light of style photos, region by region, on photographs of anything.

Each region of a photo (sky, walls, people, …) goes some of the way towards the colours of the style's region. The
content and masked style losses are those of the thesis's section 4.2.2; its affine loss is not needed, because a grid's
maps are locally affine by themselves. What else there is keeps the result natural: contrast neither vanishes nor swaps,
noise stays low, neighbouring colour maps hardly differ, and nothing burns out.
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
from algorithms.perceptual.losses import content_loss, masked_style_loss
from algorithms.perceptual.vgg import LossNetwork
from algorithms.regions.matching import masks_at_layers
from algorithms.training.options import GradingOptions

CONTENT_LAYER = "relu4_2"
STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
LEAST_SLOPE, MOST_SLOPE = 0.45, 2.0  # of luminance: less is a veil, more is glaring
MOST_NOISE = 4.0  # times the photo's variance: the grain of a sky must not become coloured clouds

Loss = dict[str, Any]


class GradingTrainer(keras.Model):
    """A grading network together with what it is trained against.

    Parameters
    ----------
    network : GradingNet
    loss_network : LossNetwork
    styles : StyleRegions
        One for each row of the network.
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
        """Grade a batch of `RegionSamples`: grids, and what they make of the photos."""
        grids = self.network.grids(x["seen"], ops.one_hot(x["rows"], self.network.styles))
        return grids, slice_grid(grids, x["photos"])

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Weigh and add the batch's mean losses."""
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
        """Compute what the loss network sees: content, and the regions' style."""
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
    """Mean squared distance to a range."""
    return ops.mean(ops.square(ops.relu(least - values) + ops.relu(values - most)))


class EncodedPhotos:
    """Photographs that the network has looked at already: that takes longer than all the rest, and never changes.

    Parameters
    ----------
    count : int
        How many to draw.
    side : int
        The photos' side in pixels from now on.
    """

    def __init__(self, photos: LabelledPhotos, network: GradingNet, *, count: int, side: int, seed: int) -> None:
        random = np.random.default_rng(seed)
        self._photos = [self._prepared(*photos.draw(ENCODER_SIDE, random), network, side) for _ in range(count)]

    def draw(self, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a photo, its labels, and what was seen of it; for `RegionSamples`."""
        photo, labels, encoding = self._photos[random.integers(len(self._photos))]
        return photo, labels, encoding.astype("float32")

    @staticmethod
    def _prepared(
        photo: np.ndarray, labels: np.ndarray, network: GradingNet, side: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        encoding = ops.convert_to_numpy(network.encode(ops.convert_to_tensor(photo[None])))[0]
        return np.clip(resize(photo, side, side), 0.0, 1.0), shrink_labels(labels, side), encoding.astype("float16")
