"""Relight a photo: the optimisation moves light, and each region shows that light in the style's colours.

A picture optimised pixel by pixel towards a style's Gram matrices gets colours that are in neither picture. Here a
pixel has one unknown, how much light falls on it more than in the photo, and its colour is that which the style's
colours give to the photo's colour under that light. The light itself is a local affine function of the photo in these
colours, so it has the photo's edges, and where the photo is flat there is none: no clouds, no halos.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.colour.optimal_transport import ColourMap, bend, split_detail
from algorithms.filters.guided_filter import box_filter, guided_filter
from algorithms.luan.options import PhotoOptions
from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.losses import content_loss, total_variation
from algorithms.perceptual.vgg import LossNetwork
from algorithms.regions.gram_targets import RegionStyle

BRIGHTNESS_STEP = 0.06  # of white, between the exposures that light is interpolated from
EXPOSURES = (-1, 0, 1)  # light is moved by a step at most
WINDOW = 1 / 64  # radius, of the longer side
EPS = 3e-4
NEAR = 2  # pixels around one: where these are flat, no light is moved
FLAT = 1e-3  # their variance at which light has half its say


class Light:
    """A photo at one size, under any light."""

    def __init__(self, photo: np.ndarray, regions: np.ndarray, maps: Sequence[ColourMap]) -> None:
        """Prepare the exposures.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1].
        regions : float32 array of shape (H, W, K)
        maps : K ColourMap
        """
        self.exposures = [
            tf.constant(recoloured(photo, regions, maps, step * BRIGHTNESS_STEP)[None]) for step in EXPOSURES
        ]
        self.guide, self.radius = self.exposures[EXPOSURES.index(0)], max(1, round(WINDOW * max(photo.shape)))
        mean = box_filter(self.guide, NEAR)
        variance = tf.reduce_sum(box_filter(self.guide**2, NEAR) - mean**2, axis=-1, keepdims=True)
        # A pixel beside an edge is flat if any window that holds it is.
        rough = -tf.nn.max_pool2d(-variance / (variance + FLAT), 2 * NEAR + 1, 1, "SAME")
        self.edge_weight = tf.clip_by_value(guided_filter(self.guide, rough, self.radius, EPS), 0.0, 1.0)

    def picture(self, light: Any) -> Any:
        """Return the photo under a light, float32 (1, H, W, 3) in [0, 1].

        Parameters
        ----------
        light : float32 tensor of shape (H, W, 1)
            As it is optimised; 0 is the photo's own.
        """
        falling = self.edge_weight * guided_filter(self.guide, light[None], self.radius, EPS)
        place = falling / BRIGHTNESS_STEP
        picture = self.exposures[0]
        for step, darker, brighter in zip(EXPOSURES, self.exposures, self.exposures[1:], strict=False):
            picture += tf.clip_by_value(place - step, 0.0, 1.0) * (brighter - darker)
        return picture


def recoloured(photo: np.ndarray, regions: np.ndarray, maps: Sequence[ColourMap], brighter: float = 0.0) -> np.ndarray:
    """Give each region its colours, with some light added before: float32 (H, W, 3) in [0, 1]."""
    base, detail = split_detail(photo)
    mapped = sum(regions[..., k : k + 1] * each(base + brighter) for k, each in enumerate(maps))
    return bend(mapped + detail)


def light_objective(network: LossNetwork, light: Light, style: RegionStyle, options: PhotoOptions) -> Objective:
    """Return the losses and the gradient as a function of the light, (H, W, 1).

    The content is that of the photo in the style's colours, before any light is moved.
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
