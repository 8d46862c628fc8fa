"""The light of a photo as a vector, and its file."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.grading.light import COLOURS, LEAST_SHARE, SIDE, light_of, read_light, working_copy, write_light
from algorithms.grading.light_network import shipped_light_net
from algorithms.io.weights_file import write_weights
from algorithms.regions.scene_groups import SceneGroup
from tests.algorithms.makers import noise


def sky_over_water(height: int, width: int, share: float = 0.5) -> np.ndarray:
    """Return probabilities of the ten groups, float32 (height, width, 10): sky in the upper part, water below."""
    likely = np.zeros((height, width, 10), "float32")
    rows = round(share * height)
    likely[:rows, :, SceneGroup.SKY] = 1.0
    likely[rows:, :, SceneGroup.WATER] = 1.0
    return likely


def test_a_light_knows_the_groups_that_fill_enough_and_the_whole() -> None:
    photo = noise(48, 64)

    both = light_of(shipped_light_net(), photo, sky_over_water(48, 64))
    water = light_of(shipped_light_net(), photo, sky_over_water(480, 640, share=LEAST_SHARE / 2))

    assert (both.groups, water.groups) == ((SceneGroup.SKY, SceneGroup.WATER), (SceneGroup.WATER,))
    assert [level.means.shape for level in both.levels] == [(3, 3), (3, 10), (3, 19), (3, 37), (3, 54)]
    np.testing.assert_allclose(both.levels[0].means[0], photo[:24].mean(axis=(0, 1)), atol=0.01)
    np.testing.assert_allclose(both.levels[0].means[-1], photo.mean(axis=(0, 1)), atol=1e-5)
    assert both.colours.shape == (3, COLOURS, 3)
    np.testing.assert_allclose(both.colours[0].mean(axis=0), photo[:24].mean(axis=(0, 1)), atol=0.05)


def test_without_a_parser_the_photo_is_one_region() -> None:
    assert light_of(shipped_light_net(), noise(48, 64)).groups == ()


def test_a_file_gives_the_light_back_and_is_small(tmp_path: Path) -> None:
    light = light_of(shipped_light_net(), noise(48, 64), sky_over_water(48, 64))

    write_light(tmp_path / "light.npz", light)
    read = read_light(tmp_path / "light.npz")

    assert read.groups == light.groups
    for own, other in zip(light.levels, read.levels, strict=True):
        np.testing.assert_allclose(other.means, own.means, rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(other.covariances, own.covariances, rtol=2e-3, atol=1e-3)
    np.testing.assert_allclose(read.colours, light.colours, atol=1e-3)
    assert (tmp_path / "light.npz").stat().st_size < 45_000


def test_a_file_of_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"kernel": np.zeros(3)})

    with pytest.raises(FileError, match=r"The file .*other\.npz does not hold a photo's light; make it again\."):
        read_light(tmp_path / "other.npz")


@pytest.mark.parametrize(("height", "width"), [(1000, 3000), (5, 7), (1, 900)])
def test_a_working_copy_suits_the_network_whatever_the_photos_size(height: int, width: int) -> None:
    copy = working_copy(noise(height, width))

    assert all(side % 16 == 0 and 32 <= side <= SIDE for side in copy.shape[:2])
    assert 0 <= copy.min() <= copy.max() <= 1
