"""Relight a photo: optimise a change of brightness for each pixel; its colours follow from the style's colour map.

Optimising the three channels of each pixel towards a style's Gram matrices produces colours that are in neither
picture. Here a pixel has one unknown, the light: a change of its brightness before the region's colour map is applied.
A guided filter makes the light a local affine function of the photo in the style's colours, so that light changes only
at the photo's edges. An edge weight sets it to 0 in flat areas, which would otherwise get clouds and halos.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.colour.optimal_transport import ColourMap, bend, split_detail
from algorithms.filters.guided_filter import box_filter, guided_filter
from algorithms.luan.options import PhotoOptions
from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, total_variation
from algorithms.regions.gram_targets import RegionStyle

BRIGHTNESS_STEP = 0.06  # difference of brightness, where white is 1, between two exposures
EXPOSURES = (-1, 0, 1)  # in steps; they limit the light to one step
WINDOW = 1 / 64  # radius of the guided filter, as a part of the longer side
EPS = 3e-4  # regularisation of the guided filter
NEAR = 2  # radius in pixels of the windows whose variance makes the edge weight
FLAT = 1e-3  # variance at which the edge weight is one half


class Light:
    """A photo at one size, prepared to be shown under any light.

    Its colours are interpolated between `EXPOSURES`, each of which is the photo with another brightness, through the
    colour maps.
    """

    def __init__(
        self,
        photo: np.ndarray,
        regions: np.ndarray,
        maps: Sequence[ColourMap],
        fast: np.ndarray | None = None,
    ) -> None:
        """Compute the exposures and the edge weight.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1].
        regions : float32 array of shape (H, W, K)
            Weights of the regions; they sum to 1 in each pixel.
        maps : K ColourMap
            The colour map of each region.
        fast : float32 array of shape (H, W, 3), optional
            The photo as the fast way lights it. The mean of that and of the photo in the style's colours is begun with:
            it keeps more of the photo than the colours alone, and glows less.
        """
        exposures = [recoloured(photo, regions, maps, step * BRIGHTNESS_STEP) for step in EXPOSURES]
        if fast is not None:
            shift = (fast - exposures[EXPOSURES.index(0)]) / 2
            exposures = [np.clip(exposure + shift, 0.0, 1.0) for exposure in exposures]
        self.exposures = [tf.constant(exposure[None]) for exposure in exposures]
        self.guide, self.radius = self.exposures[EXPOSURES.index(0)], max(1, round(WINDOW * max(photo.shape)))
        mean = box_filter(self.guide, NEAR)
        variance = tf.reduce_sum(box_filter(self.guide**2, NEAR) - mean**2, axis=-1, keepdims=True)
        # The least variance of the windows that contain a pixel counts: a pixel beside an edge is still flat.
        rough = -tf.nn.max_pool2d(-variance / (variance + FLAT), 2 * NEAR + 1, 1, "SAME")
        self.edge_weight = tf.clip_by_value(guided_filter(self.guide, rough, self.radius, EPS), 0.0, 1.0)

    def picture(self, light: Any) -> Any:
        """Return the photo under a light: float32 (1, H, W, 3), RGB in [0, 1].

        Parameters
        ----------
        light : float32 tensor of shape (H, W, 1)
            The optimised variable: a change of brightness, where white is 1; 0 leaves the photo's own light.
        """
        falling = self.edge_weight * guided_filter(self.guide, light[None], self.radius, EPS)
        place = falling / BRIGHTNESS_STEP
        picture = self.exposures[0]
        for step, darker, brighter in zip(EXPOSURES, self.exposures, self.exposures[1:], strict=False):
            picture += tf.clip_by_value(place - step, 0.0, 1.0) * (brighter - darker)
        return picture


def recoloured(photo: np.ndarray, regions: np.ndarray, maps: Sequence[ColourMap], brighter: float = 0.0) -> np.ndarray:
    """Change a photo's brightness by `brighter`, then apply each region's colour map: float32 (H, W, 3) in [0, 1]."""
    base, detail = split_detail(photo)
    mapped = sum(regions[..., k : k + 1] * each(base + brighter) for k, each in enumerate(maps))
    return bend(mapped + detail)


def light_objective(network: LossNetwork, light: Light, style: RegionStyle, options: PhotoOptions) -> Objective:
    """Return the function from a light, float32 (H, W, 1), to its losses and the gradient of their total.

    The content loss compares with the photo in the style's colours, under a light of 0.
    """
    contents = network(light.guide, options.content_layers)
    layers = {*options.style_layers, *options.content_layers}

    @tf.function
    def evaluate(variable: tf.Tensor) -> tuple[dict[str, tf.Tensor], tf.Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(variable)
            picture = light.picture(variable)
            features = network(picture, layers)
            losses = {
                "content": sum(content_loss(features[n], contents[n])[0] for n in contents) / max(1, len(contents)),
                "style": style.loss(features),
                "tv": total_variation(picture)[0],
                "light": tf.reduce_mean((picture - light.guide) ** 2),
            }
            total = sum(getattr(options, f"{name}_weight") * value for name, value in losses.items())
        return losses | {"total": total}, tape.gradient(total, variable)

    def objective(variable: np.ndarray) -> tuple[Losses, np.ndarray]:
        losses, gradient = evaluate(tf.constant(variable))
        return {name: float(value) for name, value in losses.items()}, gradient.numpy()

    return objective
