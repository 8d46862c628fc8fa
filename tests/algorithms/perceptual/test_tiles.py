"""Tiles of a large picture and their margins."""

import numpy as np
import pytest

from algorithms.perceptual.tiles import Tile, fits, tiles_of
from tests.algorithms.makers import small_loss_network

NETWORK = small_loss_network(["relu1_1", "relu2_1", "relu3_1"])


@pytest.mark.parametrize(("height", "width"), [(100, 70), (33, 200)])
def test_tiles_cover_every_pixel_once_and_begin_at_multiples_of_the_stride(height: int, width: int) -> None:
    covered = np.zeros((height, width), int)

    for tile in tiles_of(NETWORK, (height, width), ["relu3_1"], side=32):
        covered[tile.core] += 1
        assert all(part.start % 4 == 0 and part.stop - part.start <= 32 + 4 for part in tile.core)
        assert all(part.start % 4 == 0 for part in tile.patch)

    assert (covered == 1).all()


def test_the_margin_is_the_receptive_field_rounded_up_to_strides() -> None:
    # 3 × 3 kernels at strides 1, 2 and 4 reach 1 + 2 + 4 pixels, the pools 3 more: 10, so 12 for a stride of 4.
    tile = next(tile for tile in tiles_of(NETWORK, (96, 96), ["relu3_1"], side=32) if tile.core[0].start == 32)

    assert tile.patch[0] == slice(32 - 12, 64 + 12)


def test_a_tile_has_its_place_in_the_features_of_the_picture_and_of_its_patch() -> None:
    tile = Tile((slice(32, 64), slice(0, 30)), (slice(20, 76), slice(0, 42)))

    assert tile.at(4) == ((slice(8, 16), slice(0, 7)), (slice(3, 11), slice(0, 7)))


def test_a_picture_fits_by_its_area() -> None:
    assert fits(10, 90, 30)
    assert not fits(30, 31, 30)
