"""The grading network: shapes, its start as the identity, its rows, its file."""

from pathlib import Path

import numpy as np
import pytest
from keras import ops

from algorithms.errors import UserError
from algorithms.filters.bilateral_grid import LEVELS, SIDE, identity_map
from algorithms.grading.network import ENCODER_SIDE, GradingNet, read_grading_net, write_grading_net
from algorithms.io.weights_file import write_weights
from tests.algorithms.makers import noise, small_encoder, small_grading_net

PHOTO = noise(ENCODER_SIDE, ENCODER_SIDE)[None]


def grid(network: GradingNet, *mix: float) -> np.ndarray:
    return np.asarray(ops.convert_to_numpy(network(ops.convert_to_tensor(PHOTO), np.array([mix], "float32")))[0])


def test_it_starts_as_the_identity() -> None:
    network = GradingNet(2, width=4, encoder=small_encoder())

    np.testing.assert_array_equal(grid(network, 0.3, 0.7), np.broadcast_to(identity_map(), (SIDE, SIDE, LEVELS, 4, 3)))


def test_every_style_has_parameters_of_its_own_and_they_mix() -> None:
    network = small_grading_net(2)
    first, second = grid(network, 1, 0), grid(network, 0, 1)

    assert np.abs(first - second).max() > 0.1
    between = grid(network, 0.5, 0.5)
    assert np.abs(between - first).max() > 0.01
    assert np.abs(between - second).max() > 0.01


def test_places_that_look_different_get_different_maps() -> None:
    network = small_grading_net(1)
    photo = np.full((1, ENCODER_SIDE, ENCODER_SIDE, 3), 0.6, "float32")
    photo[:, :, ENCODER_SIDE // 2 :] = 0.1

    maps = ops.convert_to_numpy(network(ops.convert_to_tensor(photo), np.ones((1, 1), "float32")))[0]

    np.testing.assert_allclose(maps[8, 3], maps[8, 4], atol=1e-5)
    assert np.abs(maps[8, 3] - maps[8, 12]).max() > 0.01


def test_a_written_network_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("algorithms.grading.network.compact", small_encoder)
    network = small_grading_net(2)

    write_grading_net(tmp_path / "net.npz", network)
    again = read_grading_net(tmp_path / "net.npz")

    assert (again.styles, again.width) == (2, 4)
    np.testing.assert_allclose(grid(again, 0, 1), grid(network, 0, 1), atol=0.02)  # float16 between


def test_a_file_that_holds_something_else_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1/kernel": np.zeros((1, 1))})

    with pytest.raises(
        UserError, match=r"other\.npz does not hold a grading network; name a file that train_photo wrote"
    ):
        read_grading_net(tmp_path / "other.npz")


def test_a_network_without_styles_is_refused() -> None:
    with pytest.raises(ValueError, match="A network of 0 styles and width 96 cannot be"):
        GradingNet(0)
