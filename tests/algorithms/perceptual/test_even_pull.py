"""Gradients of equal size, layer by layer."""

import numpy as np
import pytest
import tensorflow as tf

from algorithms.perceptual.even_pull import with_even_pull
from tests.algorithms.makers import noise


@pytest.mark.parametrize("far", [1.0, 1000.0])
def test_the_gradient_at_a_layer_has_the_layers_weight_as_its_norm_and_its_own_direction(far: float) -> None:
    layers = {name: tf.constant(noise(4, 5, seed)) for seed, name in enumerate(("relu1_1", "relu2_1", "relu3_1"))}

    with tf.GradientTape() as tape:
        tape.watch(layers)
        pulled = with_even_pull(layers, {"relu1_1": 3.0, "relu2_1": 0.5})
        loss = far * sum(tf.reduce_sum((each - 2) ** 2) for each in pulled.values())
    gradients = tape.gradient(loss, layers)

    assert set(pulled) == {"relu1_1", "relu2_1"}
    for name, weight in (("relu1_1", 3.0), ("relu2_1", 0.5)):
        found, plain = gradients[name].numpy(), 2 * (layers[name].numpy() - 2)
        assert np.abs(found).sum() == pytest.approx(weight, rel=1e-4)
        np.testing.assert_allclose(found, weight * plain / np.abs(plain).sum(), rtol=1e-3)
    assert gradients["relu3_1"] is None


def test_a_layer_that_is_at_its_goal_does_not_pull() -> None:
    layer = {"relu1_1": tf.constant(noise(4, 5))}

    with tf.GradientTape() as tape:
        tape.watch(layer)
        loss = 0.0 * tf.reduce_sum(with_even_pull(layer, {"relu1_1": 3.0})["relu1_1"])

    np.testing.assert_array_equal(tape.gradient(loss, layer)["relu1_1"], np.zeros((4, 5, 3)))
