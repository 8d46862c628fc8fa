"""Columns of features: which feature of each layer stands above a place."""

import numpy as np
import pytest

from algorithms.neighbours.columns import ColumnFeatures, hypercolumn, split_columns
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1"]


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def means(features: np.ndarray, side: int) -> np.ndarray:
    """Return the means over squares."""
    rows, columns, channels = features.shape
    squares = features.reshape(rows // side, side, columns // side, side, channels)
    return np.asarray(squares.mean(axis=(1, 3)))


def columns_of(features: ColumnFeatures, picture: np.ndarray, side: int = 1024) -> list[np.ndarray]:
    """Put the columns of all tiles together."""
    sizes = features.sizes(*picture.shape[:2])
    wholes = [np.full((*size, 3 * len(c.layers)), np.nan) for size, c in zip(sizes, features.columns, strict=True)]
    for tile, found in features.in_tiles(picture, side):
        for whole, column, each in zip(wholes, features.columns, found, strict=True):
            whole[tile.at(column.stride)[0]] = each
    return wholes


def test_a_hypercolumn_has_the_mean_feature_of_each_place(network: LossNetwork) -> None:
    picture = noise(32, 44)
    of_layers = {name: np.asarray(each)[0] for name, each in network(picture[None], LAYERS).items()}

    (column,) = columns_of(ColumnFeatures(network, hypercolumn(LAYERS[::-1])), picture)

    assert column.shape == (8, 11, 12)
    np.testing.assert_allclose(column[..., :3], means(of_layers["relu1_1"], 4), atol=1e-5)
    np.testing.assert_allclose(column[..., 3:6], means(of_layers["relu2_1"], 2), atol=1e-5)
    np.testing.assert_allclose(column[..., 6:9], of_layers["relu3_1"], atol=1e-5)
    # Twice as many places as relu4_1 has, and the last of 11 has the feature of the one before.
    between = 0.75 * of_layers["relu4_1"][0, 0] + 0.25 * of_layers["relu4_1"][0, 1]
    np.testing.assert_allclose(column[0, 1, 9:], between, atol=1e-5)
    np.testing.assert_array_equal(column[:, 10, 9:], column[:, 9, 9:])


def test_split_columns_are_the_layers_the_first_block_by_pairs_of_pixels(network: LossNetwork) -> None:
    picture = noise(32, 44)
    of_layers = {name: np.asarray(each)[0] for name, each in network(picture[None], LAYERS).items()}

    first, *others = columns_of(ColumnFeatures(network, split_columns(LAYERS)), picture)

    np.testing.assert_allclose(first, means(of_layers["relu1_1"], 2), atol=1e-5)
    for name, each in zip(LAYERS[1:], others, strict=True):
        np.testing.assert_allclose(each, of_layers[name], atol=1e-5)


@pytest.mark.parametrize("make", [hypercolumn, split_columns])
def test_columns_in_tiles_are_those_of_the_whole_picture(network: LossNetwork, make: object) -> None:
    features = ColumnFeatures(network, make(LAYERS))  # type: ignore[operator]
    picture = noise(150, 133)

    for whole, tiled in zip(columns_of(features, picture), columns_of(features, picture, 64), strict=True):
        np.testing.assert_allclose(tiled, whole, atol=1e-4)
