"""Random crops of photographs."""

from pathlib import Path

import numpy as np

from algorithms.training.crops import RandomCrops, example_photographs
from tests.algorithms.makers import picture_folder


def test_a_batch_has_the_shapes_and_ranges_it_says(tmp_path: Path) -> None:
    folders = [picture_folder(tmp_path / "a", "1.png"), picture_folder(tmp_path / "b", "1.jpg", "2.jpg", height=9)]

    images, rows = RandomCrops(folders, batch=40, side=16, rows=3).batch_of(0)

    assert images.shape == (40, 16, 16, 3)
    assert images.dtype == np.float32
    assert images.min() >= -0.5  # what is enlarged overshoots a little
    assert images.max() <= 1.5
    assert set(rows.tolist()) == {0, 1, 2}


def test_a_step_has_the_same_batch_for_the_same_seed_only(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "a", "1.png", "2.png")

    def batch(step: int, seed: int) -> np.ndarray:
        return RandomCrops([folder], batch=4, side=16, rows=2, seed=seed).batch_of(step)[0]

    np.testing.assert_array_equal(batch(7, 1), batch(7, 1))
    assert not np.array_equal(batch(7, 1), batch(8, 1))
    assert not np.array_equal(batch(7, 1), batch(7, 2))


def test_a_photo_from_a_camera_is_shrunk_before_it_is_cut(tmp_path: Path) -> None:
    grain = picture_folder(tmp_path / "grain", "1.png", height=320, width=640)
    files = RandomCrops([grain], batch=1, side=16)

    images, _ = files.batch_of(0)

    assert images.std() < 0.1  # single pixels of noise have 0.29; a tenth of the side averages them away


def test_the_example_photographs_are_in_colour_and_there_without_a_network() -> None:
    files = example_photographs()

    images, _ = RandomCrops(files, batch=10, side=64).batch_of(0)

    assert len(set(files)) == 5
    assert np.abs(images[..., 0] - images[..., 2]).mean() > 0.05
