"""Loss networks read from files, and Keras' own."""

from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from scipy.io import savemat

from algorithms.errors import UserError
from algorithms.io.weights_file import read_weights, write_weights
from algorithms.perceptual.vgg import compact, from_file, loss_network, vgg19
from algorithms.styles.catalogue import COMPACT_VGG_FILE
from tests.algorithms.makers import noise, small_loss_network


def random_model(application: Any) -> Any:
    """Return Keras' own network with random weights, biases too (Keras' start at 0)."""
    keras.utils.set_random_seed(1)
    model = application(weights=None, include_top=False)
    for layer in model.layers:
        if layer.weights:
            layer.bias.assign(np.random.default_rng(2).normal(0, 0.1, layer.bias.shape))
    return model


@pytest.mark.parametrize("name", ["VGG16", "VGG19"])
def test_every_unit_agrees_with_keras_own_network(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = random_model(getattr(keras.applications, name))
    monkeypatch.setattr(keras.applications, name, lambda weights, include_top: {"imagenet": model}[weights])
    places = [layer.name for layer in model.layers if "conv" in layer.name]
    photo = noise(40, 33)[None]
    expected = keras.Model(model.input, [model.get_layer(place).output for place in places])(
        keras.applications.vgg19.preprocess_input(photo * 255)
    )

    network = loss_network(name.lower())
    found = network(photo, [layer for layer in network.layers if layer.startswith("relu")])

    assert list(found) == [place.replace("block", "relu").replace("conv", "") for place in places]
    for theirs, (layer, ours) in zip(expected, found.items(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5 * np.max(theirs), err_msg=layer)


def test_the_compact_network_is_small_and_deep_enough() -> None:
    assert sum(array.size for array in read_weights(COMPACT_VGG_FILE).values()) <= 1_000_000
    assert {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"} <= set(compact().layers)


@pytest.mark.parametrize("beta", ["old", "new"])
def test_a_matconvnet_file_is_read_as_keras_arrays_are(beta: str, tmp_path: Path) -> None:
    bgr = small_loss_network(["relu1_1", "relu1_2"], channels=4)
    layers = np.empty((1, 3), object)
    layers[0, 0] = {"name": "relu1_1", "type": "relu"}
    for index, (name, (kernel, bias)) in enumerate(bgr.convolutions.items(), 1):
        kernel = kernel[:, :, ::-1] if name == "conv1_1" else kernel  # MatConvNet's take RGB
        parts = np.empty((1, 2), object)
        parts[0, 0], parts[0, 1] = kernel, bias[None]
        weights = {"weights": parts} if beta == "new" else {"filters": kernel, "biases": bias[None]}
        layers[0, index] = {"name": name, "type": "conv", **weights}
    savemat(tmp_path / "vgg.mat", {"layers": layers})

    network = loss_network(str(tmp_path / "vgg.mat"))

    assert list(network.convolutions) == ["conv1_1", "conv1_2"]
    for name, (kernel, bias) in bgr.convolutions.items():
        np.testing.assert_array_equal(network.convolutions[name][0], kernel)
        np.testing.assert_array_equal(network.convolutions[name][1], bias)


def test_a_missing_or_foreign_matconvnet_file_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "damaged.mat").write_bytes(b"no such thing" * 40)
    savemat(tmp_path / "foreign.mat", {"layers": np.eye(3)})

    with pytest.raises(UserError, match=r"There is no file .*missing\.mat; download"):
        loss_network(str(tmp_path / "missing.mat"))
    for name in ("damaged.mat", "foreign.mat"):
        with pytest.raises(UserError, match="is not MatConvNet's imagenet-vgg-verydeep-19"):
            loss_network(str(tmp_path / name))


def test_offline_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def VGG19(weights: str, include_top: bool) -> None:  # noqa: N802 - the name is in the sentence
        raise Exception("URL fetch failure on https://storage.googleapis.com/…: None -- [Errno -2]")

    monkeypatch.setattr(keras.applications, "VGG19", VGG19)

    with pytest.raises(UserError, match="weights of VGG19 are not on this machine and could not be downloaded; "):
        vgg19()


def test_a_file_is_read_under_keras_names_with_zeros_around_and_under_ours_with_reflection(tmp_path: Path) -> None:
    kernel, bias = small_loss_network(["relu1_1"]).convolutions["conv1_1"]
    write_weights(tmp_path / "keras.npz", {"block1_conv1/kernel": kernel, "block1_conv1/bias": bias})
    write_weights(tmp_path / "ours.npz", {"conv1_1/kernel": kernel, "conv1_1/bias": bias, "conv1_1_aux/kernel": bias})

    theirs, ours = from_file(tmp_path / "keras.npz"), from_file(tmp_path / "ours.npz")

    assert (theirs.padding, ours.padding) == ("constant", "reflect")
    assert theirs.layers == ours.layers == ["conv1_1", "relu1_1"]
    np.testing.assert_allclose(ours.convolutions["conv1_1"][0], kernel, rtol=1e-3)


def test_a_file_without_a_loss_network_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "painter.npz", {"conv1/kernel": np.eye(3)})

    with pytest.raises(UserError, match="does not hold a loss network"):
        loss_network(str(tmp_path / "painter.npz"))


def write_h5(path: Path, convolutions: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Write a file in the layout of those that Keras downloads."""
    with h5py.File(path, "w") as file:
        file.create_group("input_1")
        for name, (kernel, bias) in convolutions.items():
            layer = name.replace("conv", "block", 1).replace("_", "_conv")
            file[f"{layer}/{layer}_W_1:0"], file[f"{layer}/{layer}_b_1:0"] = kernel, bias


def test_keras_own_file_is_read_with_zeros_around(tmp_path: Path) -> None:
    wanted = small_loss_network(["relu1_1", "relu1_2", "relu2_1"]).convolutions
    write_h5(tmp_path / "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5", dict(wanted))

    network = loss_network(str(tmp_path / "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"), "average")

    assert (network.padding, network.pooling) == ("constant", "average")
    assert list(network.convolutions) == list(wanted)
    for name, (kernel, bias) in wanted.items():
        np.testing.assert_array_equal(network.convolutions[name][0], kernel)
        np.testing.assert_array_equal(network.convolutions[name][1], bias)


def test_a_missing_damaged_or_foreign_file_of_keras_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "damaged.h5").write_bytes(b"no such thing" * 40)
    with h5py.File(tmp_path / "foreign.h5", "w") as file:
        file["dense/kernel"] = np.eye(3)

    with pytest.raises(UserError, match=r"There is no file .*missing\.h5; name Keras' weights"):
        loss_network(str(tmp_path / "missing.h5"))
    for name in ("damaged.h5", "foreign.h5"):
        with pytest.raises(UserError, match="does not hold Keras' VGG-19 or VGG-16; name a file that Keras downloads"):
            loss_network(str(tmp_path / name))
