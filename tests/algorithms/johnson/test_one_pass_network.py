"""The one-pass painter."""

import numpy as np
import pytest

from algorithms.johnson.one_pass_network import CELL, GRAIN, PERIOD, REACH, OnePassNet, grain_of
from tests.algorithms.makers import noise

FIRST, SECOND = np.eye(2, dtype="float32")[:, None]


@pytest.fixture(scope="module")
def network() -> OnePassNet:
    """Make a painter of few channels with random weights, different in every row."""
    random = np.random.default_rng(0)
    network = OnePassNet(2, quarter=4, eighth=6)
    for layer in network.convolutions:
        layer.kernel.assign(random.normal(0, 0.2, layer.kernel.shape))
        layer.scale.assign(random.normal(1, 0.3, layer.scale.shape))
        layer.shift.assign(random.normal(0, 0.3, layer.shift.shape))
    network.out.scale.assign(0.1 * network.out.scale)  # or all were black and white
    return network


def painted(network: OnePassNet, photo: np.ndarray, mix: np.ndarray = FIRST, top: int = 0, left: int = 0) -> np.ndarray:
    height, width, _ = photo.shape
    grain = grain_of(height, width, top, left)
    return np.asarray(network.paint(photo[None], network.row(mix), grain)[0])


@pytest.mark.parametrize("size", [(16, 16), (16, 40), (64, 24)], ids=str)
def test_a_picture_comes_back_at_its_own_size_and_in_bounds(network: OnePassNet, size: tuple[int, int]) -> None:
    result = painted(network, noise(*size))

    assert result.shape == (*size, 3)
    assert np.isfinite(result).all()
    assert result.min() >= 0.5 - 150 / 255 - 1e-6
    assert result.max() <= 0.5 + 150 / 255 + 1e-6


def test_a_tile_with_its_margin_is_that_part_of_the_whole(network: OnePassNet) -> None:
    photo = noise(3 * REACH, 2 * REACH + 5 * CELL)
    begin = 3 * CELL

    whole, tile = painted(network, photo), painted(network, photo[begin:, begin:], top=begin, left=begin)

    np.testing.assert_allclose(tile[REACH:, REACH:], whole[begin + REACH :, begin + REACH :], atol=1e-5)
    assert np.abs(tile - whole[begin:, begin:]).max() > 1e-3  # the mirror at the tile's border is not the picture


def test_a_huge_value_reaches_no_further_than_the_margin(network: OnePassNet) -> None:
    photo = np.full((2 * REACH, 3 * REACH, 3), 0.1, "float32")
    spotted = photo.copy()
    spotted[10, 10] = 1000.0

    difference = np.abs(painted(network, spotted) - painted(network, photo)).max(axis=-1)

    assert difference[:CELL, :CELL].max() > 0.01
    assert difference[10 + REACH :].max() == 0
    assert difference[:, 10 + REACH :].max() == 0


def test_what_is_flat_stays_flat_but_for_the_grain(network: OnePassNet) -> None:
    photo, grain = np.full((1, 40, 48, 3), (0.2, 0.5, 0.9), "float32"), np.zeros((1, 10, 12, GRAIN), "float32")

    result = np.asarray(network.paint(photo, network.row(FIRST), grain)[0])

    np.testing.assert_allclose(result, np.broadcast_to(result[0, 0], result.shape), atol=1e-5)


def test_grain_repeats_only_after_its_period() -> None:
    grain = grain_of(4 * PERIOD + 64, 64)

    np.testing.assert_array_equal(grain[:, :16], grain[:, PERIOD:])
    assert abs(np.corrcoef(grain[:, :16].ravel(), grain[:, 16:32].ravel())[0, 1]) < 0.1


def test_training_sees_new_grain_each_time(network: OnePassNet) -> None:
    photo = noise(16, 16)[None]

    assert np.abs(network(photo, FIRST) - network(photo, FIRST)).max() > 1e-3


def test_a_style_is_the_same_however_long_the_kernels_are(network: OnePassNet) -> None:
    arrays = network.to_arrays()
    longer = OnePassNet(2, quarter=4, eighth=6)
    longer.assign({name: 3 * array if name.endswith("/kernel") else array for name, array in arrays.items()})

    np.testing.assert_allclose(painted(longer, noise(32, 32)), painted(network, noise(32, 32)), atol=1e-5)


def test_a_blend_is_the_style_whose_row_is_the_mean_of_the_two(network: OnePassNet) -> None:
    between = OnePassNet(1, quarter=4, eighth=6)
    arrays = network.to_arrays().items()
    between.assign({name: a if "kernel" in name else a.mean(axis=0, keepdims=True) for name, a in arrays})
    photo = noise(24, 32)

    np.testing.assert_allclose(
        painted(network, photo, (FIRST + SECOND) / 2), painted(between, photo, np.ones((1, 1), "float32")), atol=1e-5
    )
    assert np.abs(painted(network, photo, FIRST) - painted(network, photo, SECOND)).mean() > 0.02


def test_the_pictures_of_a_batch_do_not_see_each_other(network: OnePassNet) -> None:
    photos = np.stack([noise(16, 24, 1), noise(16, 24, 2)])

    rows = network.row(np.concatenate([FIRST, SECOND]))
    together = np.asarray(network.paint(photos, rows, np.concatenate([grain_of(16, 24)] * 2)))

    np.testing.assert_allclose(together[0], painted(network, photos[0], FIRST), atol=1e-5)
    np.testing.assert_allclose(together[1], painted(network, photos[1], SECOND), atol=1e-5)


def test_no_channels_are_refused() -> None:
    with pytest.raises(ValueError, match="1 styles, 0 and 96 channels cannot be; give at least 1 of each"):
        OnePassNet(quarter=0)
