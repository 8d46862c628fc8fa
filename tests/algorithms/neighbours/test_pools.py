"""Pools of a style's features, and the nearest neighbours in them."""

import numpy as np
import pytest

from algorithms.neighbours import pools
from algorithms.neighbours.columns import ColumnFeatures, hypercolumn, split_columns
from algorithms.neighbours.pools import Pool, StylePicture, style_pools
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def pool_of(rows: list[list[float]], *parts: slice) -> Pool:
    width = len(rows[0])
    means = np.zeros((len(parts), width), "float32")
    return Pool(np.array(rows, "float32"), means, np.ones(width, "float32"), parts)


def whole(picture: np.ndarray, share: float = 1.0) -> StylePicture:
    return StylePicture(picture, np.ones((*picture.shape[:2], 1), "float32"), share)


def test_the_nearest_is_the_one_in_the_same_direction_from_the_mean_whatever_its_length() -> None:
    pool = pool_of([[1, 0], [0, 1], [0.6, 0.8]], slice(0, 3))
    features = np.array([[9, 5], [5, 5.1], [5.3, 5.4]], "float32")

    found = pool.nearest(features, np.zeros(3, int), np.array([[5, 5]], "float32"))

    assert found.tolist() == [0, 1, 2]


def test_neighbours_are_of_the_same_region() -> None:
    pool = pool_of([[1, 0], [0, 1], [1, 0]], slice(0, 2), slice(2, 3))
    features = np.array([[0, 1], [0, 1]], "float32")

    assert pool.nearest(features, np.array([0, 1]), np.zeros((2, 2), "float32")).tolist() == [1, 2]


def test_every_feature_of_a_style_is_its_own_neighbour_and_each_layer_has_the_same_say(network: LossNetwork) -> None:
    features, style = ColumnFeatures(network, hypercolumn(LAYERS)), noise(32, 40)

    (pool,) = style_pools(features, [whole(style)], 1024, 0)

    ((_, (found,)),) = features.in_tiles(style, 1024)
    flat = found.reshape(-1, 9)
    nearest = pool.nearest(flat, np.zeros(len(flat), int), flat.mean(axis=0, keepdims=True))
    assert nearest.tolist() == list(range(80))
    energies = (((flat - flat.mean(axis=0)) * pool.scales) ** 2).mean(axis=0).reshape(3, 3).sum(axis=1)
    np.testing.assert_allclose(energies, 1, rtol=1e-3)


def test_a_pool_is_bounded_by_the_same_choice_each_time(network: LossNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MOST_OF_A_LAYER", 40)
    features = ColumnFeatures(network, split_columns(LAYERS))

    one, again, other = (style_pools(features, [whole(noise(32, 40))], 1024, seed) for seed in (1, 1, 2))

    assert [len(pool.directions) for pool in one] == [40, 40, 40]
    np.testing.assert_array_equal(one[0].directions, again[0].directions)
    assert not np.array_equal(one[0].directions, other[0].directions)


def test_styles_have_their_shares_of_a_pool(network: LossNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MOST_HYPERCOLUMNS", 40)
    features = ColumnFeatures(network, hypercolumn(LAYERS))
    pictures = noise(32, 40), noise(32, 40, seed=1), noise(32, 40, seed=2)

    styles = [whole(picture, share) for picture, share in zip(pictures, (0.75, 0.25, 0.0), strict=True)]

    (both,) = style_pools(features, styles, 1024, 0)
    (first,) = style_pools(features, [whole(pictures[0], 0.75)], 1024, 0)
    assert len(first.directions) == 30
    assert len(both.directions) == 40


def test_a_region_is_where_its_mask_is_strong(network: LossNetwork) -> None:
    style = noise(32, 40)
    left = np.repeat(np.arange(40)[None] < 20, 32, axis=0).astype("float32")
    features = ColumnFeatures(network, hypercolumn(LAYERS))

    (pool,) = style_pools(features, [StylePicture(style, np.stack([left, 1 - left], axis=-1), 1.0)], 1024, 0)

    assert pool.parts == (slice(0, 40), slice(40, 80))
