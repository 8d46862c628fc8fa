"""The painter's network."""

import numpy as np
import pytest

from algorithms.johnson.geometry import CELL, REACH
from algorithms.johnson.moments import fold_moments
from algorithms.johnson.network import PainterNet
from tests.algorithms.makers import noise, random_style_params, small_painter


@pytest.fixture(scope="module")
def network() -> PainterNet:
    return small_painter()


@pytest.fixture(scope="module")
def styles(network: PainterNet) -> np.ndarray:
    return random_style_params(network, 2)


def folded(network: PainterNet, photo: np.ndarray, style: np.ndarray) -> np.ndarray:
    """Normalise by the photo's own statistics, where there is a thumbnail by those of the thumbnail."""
    moments = network.look(photo[None], style[None])
    return np.asarray(fold_moments(style[None], moments))


def painted(network: PainterNet, photo: np.ndarray, params: np.ndarray) -> np.ndarray:
    return np.asarray(network.paint(photo[None], params)[0])


@pytest.mark.parametrize("size", [(16, 16), (16, 40), (64, 24)], ids=str)
def test_a_picture_comes_back_at_its_own_size_and_in_bounds(
    network: PainterNet, styles: np.ndarray, size: tuple[int, int]
) -> None:
    photo = noise(*size)

    result = painted(network, photo, folded(network, photo, styles[0]))

    assert result.shape == (*size, 3)
    assert np.isfinite(result).all()
    assert result.min() >= 0.5 - 150 / 255 - 1e-6
    assert result.max() <= 0.5 + 150 / 255 + 1e-6


def test_a_tile_with_its_margin_is_that_part_of_the_whole(network: PainterNet, styles: np.ndarray) -> None:
    photo = noise(3 * REACH, 2 * REACH + 5 * CELL)
    begin, params = 3 * CELL, folded(network, noise(64, 64), styles[0])

    whole, tile = painted(network, photo, params), painted(network, photo[begin:, begin:], params)

    np.testing.assert_allclose(tile[REACH:, REACH:], whole[begin + REACH :, begin + REACH :], atol=1e-5)
    assert np.abs(tile - whole[begin:, begin:]).max() > 1e-3  # the mirror at the tile's border is not the picture


def test_a_huge_value_reaches_no_further_than_the_margin(network: PainterNet, styles: np.ndarray) -> None:
    photo = np.full((2 * REACH, 3 * REACH, 3), 0.1, "float32")
    params = folded(network, noise(64, 64), styles[0])
    spotted = photo.copy()
    spotted[10, 10] = 1000.0

    difference = np.abs(painted(network, spotted, params) - painted(network, photo, params)).max(axis=-1)

    assert difference[:CELL, :CELL].max() > 0.01
    assert difference[10 + REACH :].max() == 0
    assert difference[:, 10 + REACH :].max() == 0


def test_a_flat_picture_stays_flat(network: PainterNet, styles: np.ndarray) -> None:
    photo = np.full((40, 48, 3), (0.2, 0.5, 0.9), "float32")

    result = painted(network, photo, folded(network, noise(64, 64), styles[0]))

    np.testing.assert_allclose(result, np.broadcast_to(result[0, 0], result.shape), atol=1e-5)


def test_every_layer_but_the_last_two_is_normalised_by_the_moments(network: PainterNet, styles: np.ndarray) -> None:
    photo, inner = noise(48, 48)[None], network.channels - 16 - 3  # `detail` and `out` come last

    once = network.look(photo, styles[:1])
    params = fold_moments(styles[:1], once)
    again = np.asarray(network.look(photo, styles[:1]))

    np.testing.assert_array_equal(once, again)
    np.testing.assert_array_equal(again[0, :, inner:], np.stack([np.zeros(19), np.ones(19)]))
    mean, scale = again[0, 0], styles[0, 0] / np.sqrt(again[0, 1] + 1e-3)
    np.testing.assert_allclose(params[0, 0], scale, rtol=1e-5)
    np.testing.assert_allclose(params[0, 1], styles[0, 1] - scale * mean, atol=1e-5)


def test_a_photo_of_half_the_contrast_is_painted_alike(network: PainterNet, styles: np.ndarray) -> None:
    photo = noise(48, 48)
    paler = 0.5 * photo + 0.25

    def own(seen: np.ndarray) -> np.ndarray:
        return painted(network, seen, folded(network, seen, styles[0]))

    other = painted(network, paler, folded(network, photo, styles[0]))

    # `detail`, which is not normalised, sees the lower contrast.
    assert np.abs(own(paler) - own(photo)).mean() < 0.5 * np.abs(other - own(photo)).mean()


def test_training_takes_the_moments_of_a_thumbnail(network: PainterNet, styles: np.ndarray) -> None:
    photo = np.kron(noise(16, 16), np.ones((3, 3, 1), "float32"))  # its thumbnail is the noise itself

    result = network(photo[None], styles[:1])[0]

    expected = painted(network, photo, folded(network, noise(16, 16), styles[0]))
    np.testing.assert_allclose(result, expected, atol=1e-4)  # a mean of nine equal values is rounded


def test_a_style_is_the_same_however_long_the_kernels_are(network: PainterNet, styles: np.ndarray) -> None:
    longer = PainterNet(quarter=4, eighth=6)
    longer.assign({name: 3 * array for name, array in network.to_arrays().items()})
    params = folded(network, noise(32, 32), styles[0])

    np.testing.assert_allclose(
        painted(longer, noise(32, 32), params), painted(network, noise(32, 32), params), atol=1e-5
    )


def test_the_pictures_of_a_batch_do_not_see_each_other(network: PainterNet, styles: np.ndarray) -> None:
    photos = np.stack([noise(16, 24, 1), noise(16, 24, 2)])

    together = np.asarray(network.paint(photos, fold_moments(styles, network.look(photos, styles))))

    for place in (0, 1):
        alone = painted(network, photos[place], folded(network, photos[place], styles[place]))
        np.testing.assert_allclose(together[place], alone, atol=1e-4)


def test_no_channels_are_refused() -> None:
    with pytest.raises(ValueError, match="0 and 96 channels cannot be; give at least 1 of each"):
        PainterNet(quarter=0)
