"""MicroAST, over random weights of its shape."""

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import correlate2d

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.microast import MicroAst, PublishedConvolutions, in_cells
from tests.algorithms.makers import microast_file, noise


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> MicroAst:
    return MicroAst(microast_file(tmp_path_factory.mktemp("microast") / "microast.npz"))


def test_a_photo_keeps_its_size_and_each_of_a_batch_has_its_own_style(network: MicroAst) -> None:
    photos = np.stack([noise(24, 32, 1), noise(24, 32, 1)])
    styles = np.concatenate([network.styles(noise(32, 40, seed)[None]) for seed in (2, 3)])

    painted = np.asarray(network(photos, styles))

    assert painted.shape == photos.shape
    assert painted.min() >= 0
    assert painted.max() <= 1
    assert np.abs(painted[0] - painted[1]).max() > 1e-4
    np.testing.assert_allclose(network(photos[:1], styles[:1])[0], painted[0], atol=1e-5)


@pytest.mark.parametrize(("filters", "inputs"), [(8, 1), (2, 2)], ids=["2 a channel", "2 a filter"])
def test_groups_of_channels_are_convolved_apart(tmp_path: Path, filters: int, inputs: int) -> None:
    kernel, bias = np.random.default_rng(0).normal(size=(filters, inputs, 3, 3)), np.arange(filters)
    write_weights(tmp_path / "layers.npz", {"a.weight": kernel, "a.bias": bias})
    x = np.random.default_rng(1).normal(size=(6, 7, 4)).astype("float32")

    result = np.asarray(PublishedConvolutions(tmp_path / "layers.npz")("a", x[None]))[0]

    padded, each = np.pad(x, ((1, 1), (1, 1), (0, 0)), mode="reflect"), filters * inputs // 4
    for place in range(filters):
        channels = range(place // each, place // each + 1) if inputs == 1 else range(place * 2, place * 2 + 2)
        parts = [correlate2d(padded[..., c], kernel[place, i], mode="valid") for i, c in enumerate(channels)]
        np.testing.assert_allclose(result[..., place], sum(parts) + bias[place], atol=5e-3)


def test_a_file_of_something_else_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1/kernel": np.zeros((3, 3, 3, 4), "float32")})

    with pytest.raises(FileError, match=r"has no layer style_encoder/enc1\.0\.conv_layer; name the network's own file"):
        MicroAst(tmp_path / "other.npz").styles(noise(16, 16)[None])


def test_a_picture_is_cut_to_whole_cells() -> None:
    assert in_cells(noise(19, 33)).shape == (16, 32, 3)
