"""The objective of slow painting at one size: α content + β style + γ TV (the thesis's eq. 3.6), and its gradient."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from algorithms.gatys.options import PaintOptions
from algorithms.optimise.optimisers import Objective
from algorithms.perceptual.even_pull import with_even_pull
from algorithms.perceptual.loss_kinds import LOSS_KINDS
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix, masked_style_loss
from algorithms.perceptual.tiled_gradient import features_in_tiles, gradient_at_once, gradient_in_tiles
from algorithms.perceptual.tiles import fits
from algorithms.regions.gram_targets import RegionStyle

Regions = tuple[np.ndarray, np.ndarray]
Features = dict[str, tf.Tensor]
StyleLoss = Callable[[Features], Any]
LossesOf = Callable[[tf.Tensor, Features], dict[str, tf.Tensor]]


def paint_objective(
    network: LossNetwork,
    content: np.ndarray | None,
    styles: Sequence[np.ndarray],
    options: PaintOptions,
    size: tuple[int, int],
    regions: Regions | None = None,
) -> Objective:
    """Return the function from a picture, float32 (*size, 3), to its losses and the gradient of their total.

    Parameters
    ----------
    content : float32 array of shape (*size, 3), optional
        RGB in [0, 1]; a texture has none.
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], at the size that gives the strokes the wanted size.
    size : (int, int)
        Height and width of the picture.
    regions : (float32 array of shape (*size, K), float32 array of shape (H', W', K)), optional
        Regions of the content and of the one style: region k of the picture takes the style of region k of the style.
    """
    if regions is None:
        style_loss = _style_of_all(network, styles, options, size[0] * size[1])
    else:
        style_loss = _style_of_regions(network, styles[0], regions, options)
    contents = {}
    if content is not None:
        contents = features_in_tiles(network, content, options.content_layers, options.tile)
    losses_of = _weighted_losses(contents, style_loss, options)
    layers = {*options.style_layers, *contents}
    if fits(*size, options.tile):
        return gradient_at_once(network, layers, losses_of)
    return gradient_in_tiles(network, layers, losses_of, options.tile)


def _weighted_losses(contents: Features, style_loss: StyleLoss, options: PaintOptions) -> LossesOf:
    """Return the function from a picture and its features to its losses and their weighted sum, `total`.

    Parameters
    ----------
    contents : dict of layer name to float32 tensor of shape (1, H, W, C)
        The photo's features; empty for a texture, whose content loss is 0.
    style_loss : function of the picture's features by layer name; returns a scalar
    """
    kind = LOSS_KINDS[options.losses]

    def losses_of(picture: tf.Tensor, features: Features) -> dict[str, tf.Tensor]:
        kept, styled = features, features
        if options.normalise:
            kept = with_even_pull(features, dict.fromkeys(contents, options.content_weight / max(1, len(contents))))
            each = {name: options.style_weight * weight for name, weight in options.layer_weights().items()}
            styled = with_even_pull(features, each)
        losses = {
            "content": sum(kind.content(kept[n], contents[n]) for n in contents) / max(1, len(contents)),
            "style": style_loss(styled),
            "tv": kind.variation(picture),
        }
        total = sum(getattr(options, f"{name}_weight") * value for name, value in losses.items())
        return losses | {"total": total}

    return losses_of


def _style_of_all(network: LossNetwork, styles: Sequence[np.ndarray], options: PaintOptions, pixels: int) -> StyleLoss:
    """Return the style loss against the weighted mean of the styles' Gram matrices."""
    shares, kind, layer_weights = options.style_shares(len(styles)), LOSS_KINDS[options.losses], options.layer_weights()
    features = [features_in_tiles(network, style, options.style_layers, options.tile) for style in styles]
    grams = {
        layer: sum(part * gram_matrix(f[layer])[0] for part, f in zip(shares, features, strict=True))
        for layer in options.style_layers
    }
    return lambda painted: sum(w * kind.style(painted[n], grams[n], pixels) for n, w in layer_weights.items())


def _style_of_regions(network: LossNetwork, style: np.ndarray, regions: Regions, options: PaintOptions) -> StyleLoss:
    """Return the style loss that compares each region's Gram matrices with those of the style's region."""
    content_regions, style_regions = regions
    targets = RegionStyle(network, style, style_regions, content_regions, options.style_layers)
    layer_weights = options.layer_weights()
    return lambda painted: sum(
        w * masked_style_loss(painted[n], targets.masks[n], targets.grams[n])[0] for n, w in layer_weights.items()
    )
