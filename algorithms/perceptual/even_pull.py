r"""Gradients of a loss divided by their own size, layer by layer, so that each layer pulls with its weight alone.

With the gradient g of a loss by a layer's features, these pass on :math:`w \, g / |g|_1`: `-normalize_gradients` of
Johnson's neural-style (github.com/jcjohnson/neural-style). No loss has such a gradient, so a line search is misled by
it; Adam is not.
"""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

_TINY = 1e-12


def with_even_pull(features: Mapping[str, tf.Tensor], weights: Mapping[str, float]) -> dict[str, tf.Tensor]:
    """Return the features of the layers that have a weight; their gradients get that weight as their L1 norm."""
    return {name: _pulling(features[name], weight) for name, weight in weights.items()}


def _pulling(x: tf.Tensor, weight: float) -> tf.Tensor:
    @tf.custom_gradient
    def identity(x: tf.Tensor) -> tuple[tf.Tensor, Any]:
        return tf.identity(x), lambda dy: weight * dy / (tf.reduce_sum(tf.abs(dy)) + _TINY)

    return identity(x)
