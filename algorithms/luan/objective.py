"""The objective of Luan et al. ("Deep Photo Style Transfer", arXiv:1703.07511) and of the thesis's algorithm 4.1."""

from collections.abc import Callable

import numpy as np
import tensorflow as tf

from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.luan.options import PhotoOptions
from algorithms.optimise.optimisers import Losses, Objective
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, total_variation
from algorithms.perceptual.source_losses import halved_variation
from algorithms.perceptual.tiled_gradient import gradient_at_once
from algorithms.regions.gram_targets import RegionStyle


def luan_objective(network: LossNetwork, photo: np.ndarray, style: RegionStyle, options: PhotoOptions) -> Objective:
    r"""Return the function from a picture, float32 (H, W, 3), to its losses and the gradient of their total.

    The thesis's eq. 4.7: content, style by regions, total variation, and the affine term, whose gradient
    :math:`2 M_C V_f[O]` (eq. 4.6) is computed directly and added; its energy :math:`V^T M_C V` counts in the total.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    style : RegionStyle
        The targets of the photo's regions, for the same `losses` as in the options.
    """
    contents = network(photo[None], options.content_layers)
    content_of, variation = _CONTENT[options.losses], _VARIATION[options.losses]

    def measure(picture: tf.Tensor, features: dict[str, tf.Tensor]) -> dict[str, tf.Tensor]:
        losses = {
            "content": sum(content_of(features[n], contents[n]) for n in contents) / max(1, len(contents)),
            "style": style.loss(features),
            "tv": variation(picture)[0],
        }
        return losses | {"total": sum(getattr(options, f"{name}_weight") * value for name, value in losses.items())}

    plain = gradient_at_once(network, {*options.style_layers, *options.content_layers}, measure)
    guide = tf.constant(photo[None])
    product = tf.function(lambda picture: matting_laplacian_product(guide, picture[None])[0])

    def objective(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        losses, gradient = plain(picture)
        matted = product(tf.constant(picture)).numpy()
        losses["affine"] = float(np.sum(picture * matted))
        losses["total"] += options.affine_weight * losses["affine"]
        return losses, gradient + 2 * options.affine_weight * matted

    return objective


def _mean_square(features: tf.Tensor, target: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean((features - target) ** 2)


_CONTENT: dict[str, Callable[[tf.Tensor, tf.Tensor], tf.Tensor]] = {
    "relative": lambda features, target: content_loss(features, target)[0],
    "luan": _mean_square,
    "thesis": lambda features, target: _mean_square(features, target) / 2,  # the thesis's eq. 4.1
}
_VARIATION: dict[str, Callable[[tf.Tensor], tf.Tensor]] = {
    "relative": total_variation,
    "luan": halved_variation,
    "thesis": halved_variation,
}
