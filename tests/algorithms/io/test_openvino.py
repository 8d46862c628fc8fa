"""Networks compiled by OpenVINO."""

import sys

import keras
import numpy as np
import pytest
from keras import layers, ops

from algorithms.io.conversion import Conversion, compile_network
from tests.algorithms.makers import noise


@pytest.fixture(scope="module")
def network() -> keras.Model:
    keras.utils.set_random_seed(0)
    return keras.Sequential([layers.Input((None, None, 3)), layers.Conv2D(4, 3, padding="same", activation="relu")])


def test_a_compiled_function_gives_what_keras_gives_at_every_size(network: keras.Model) -> None:
    inputs = {"images": (None, None, None, 3), "factor": (1,)}
    run = compile_network(Conversion(network, lambda images, factor: network(images) * factor, inputs))

    for height, width in ((8, 12), (33, 17)):
        images = noise(height, width)[None]
        found = run(images=images, factor=np.array([2.0]))
        np.testing.assert_allclose(found, 2 * network(images), atol=0.03)  # bfloat16 has three digits


def test_weights_are_those_of_the_moment_of_compiling(network: keras.Model) -> None:
    copy = keras.models.clone_model(network)
    run = compile_network(Conversion(copy, lambda images: copy(images), {"images": (1, None, None, 3)}))
    before = run(images=noise(6, 6)[None])

    for variable in copy.variables:
        variable.assign(ops.zeros_like(variable))

    np.testing.assert_array_equal(run(images=noise(6, 6)[None]), before)
    assert np.abs(before).max() > 0


def test_openvino_cannot_report_its_import() -> None:
    assert sys.modules["openvino_telemetry"] is None
