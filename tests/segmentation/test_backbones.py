"""The parser's backbones, against Keras' own networks."""

from typing import Any

import keras
import numpy as np
import pytest

from algorithms.errors import UserError
from segmentation.backbones import InceptionV3, MobileNetV2
from segmentation.model import Parser
from tests.algorithms.makers import noise


def _fold(kernel: np.ndarray, norm: keras.layers.Layer, *, depthwise: bool) -> list[np.ndarray]:
    """Fold batch normalisation into the convolution before it: Jacob et al., arXiv:1712.05877, section 3.2."""
    scale, shift, mean, variance = norm.get_weights()
    factor = scale / np.sqrt(variance + norm.epsilon)
    return [kernel * (factor[:, None] if depthwise else factor), shift - mean * factor]


def test_mobilenet_v2_is_keras_own_with_its_batch_normalisation_folded() -> None:
    keras.utils.set_random_seed(1)
    theirs = keras.applications.MobileNetV2((64, 64, 3), include_top=False, weights=None)
    ours = MobileNetV2()
    photo = noise(64, 64)[None]
    ours(photo)
    random = np.random.default_rng(0)
    for name, layer in ours.convolutions.items():
        block, _, part = name.partition("/")
        number = int(block.removeprefix("block_")) - 1 if part else 0
        prefix = "expanded_conv" if number == 0 else f"block_{number}"
        conv, norm = (f"{prefix}_{part}", f"{prefix}_{part}_BN") if part else ("Conv1", "bn_Conv1")
        batch_norm = theirs.get_layer(norm)
        batch_norm.set_weights([random.uniform(0.5, 1.5, w.shape) for w in batch_norm.get_weights()])
        kernel = theirs.get_layer(conv).get_weights()[0]
        layer.set_weights(_fold(kernel, batch_norm, depthwise=part == "depthwise"))
    taps = ("block_2_add", "block_5_add", "block_12_add", "block_16_project_BN")
    expected = keras.Model(theirs.input, [theirs.get_layer(name).output for name in taps])(photo * 2.0 - 1.0)

    for activation, wanted in zip(ours(photo), expected, strict=True):
        np.testing.assert_allclose(activation, wanted, rtol=1e-3, atol=1e-3)


def test_inception_v3_sees_any_size_at_four_strides_and_carries_a_parser() -> None:
    backbone = InceptionV3(weights=None)

    activations = backbone(noise(64, 96)[None])

    assert [tuple(each.shape[1:3]) for each in activations] == [(16, 24), (8, 12), (4, 6), (2, 3)]
    assert Parser(151, backbone)(noise(33, 40)[None]).shape == (1, 33, 40, 151)


def test_weights_that_cannot_be_downloaded_are_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: Any) -> None:
        raise Exception("URL fetch failure")

    monkeypatch.setattr(keras.applications, "InceptionV3", fails)

    with pytest.raises(
        UserError, match=r"could not be downloaded; connect once to the internet, or choose mobilenet_v2"
    ):
        InceptionV3()
