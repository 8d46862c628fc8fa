"""Squares cut out of scenes, and their variations."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from segmentation.scenes import find_scenes
from segmentation.train_data import SceneSquares, random_light, random_sky, random_square
from tests.algorithms.makers import noise
from tests.segmentation.makers import scene_folder, sky_and_grass


def test_a_batch_depends_on_the_seed_and_the_step_only(tmp_path: Path) -> None:
    scenes = find_scenes(scene_folder(tmp_path), "train")
    data, again = (SceneSquares(scenes, 10, batch=3, side=32, seed=1) for _ in range(2))
    data.batch_of(0)

    for mine, theirs, next_one in zip(data.batch_of(7), again.batch_of(7), again.batch_of(8), strict=True):
        np.testing.assert_array_equal(mine, theirs)
        assert not np.array_equal(mine, next_one)
    photos, masks = data.batch_of(7)
    assert (photos.shape, str(photos.dtype)) == ((3, 32, 32, 3), "float32")
    assert (masks.shape, str(masks.dtype)) == ((3, 32, 32), "int32")


def test_photo_and_mask_stay_together() -> None:
    photo, mask = sky_and_grass(96, 128)
    squares = [random_square(photo / 255.0, mask, side=32, random=np.random.default_rng(seed)) for seed in range(16)]

    both = [(square, labels) for square, labels in squares if {0, 2} <= set(np.unique(labels))]
    assert len(both) > 4
    for square, labels in both:
        assert set(np.unique(labels)) <= {0, 2, 255}
        assert np.mean((square[..., 2] > square[..., 1]) == (labels == 0), where=labels != 255) > 0.95


def test_a_sky_is_darkened_or_tinted_and_nothing_else() -> None:
    photo, mask = sky_and_grass()
    changed = [random_sky(photo / 255.0, mask == 0, np.random.default_rng(seed)) for seed in range(12)]

    blue = [picture[5, 30, 2] for picture in changed]
    assert min(blue) < 0.3
    assert blue.count(250 / 255) > 3
    assert all(np.allclose(picture[40], photo[40] / 255.0, atol=1e-6) for picture in changed)


def test_light_changes_colours_and_stays_between_black_and_white() -> None:
    photo = noise(16, 16)

    dusk, noon = (random_light(photo, np.random.default_rng(seed)) for seed in (0, 1))

    assert dusk.min() >= 0.0
    assert dusk.max() <= 1.0
    assert np.abs(dusk - noon).mean() > 0.02


def test_rare_labels_weigh_more_and_their_photos_come_more_often(tmp_path: Path) -> None:
    folder = scene_folder(tmp_path, count=9)
    Image.fromarray(np.full((48, 64), 3, "uint8")).save(folder / "masks/0.png")  # a lake

    data = SceneSquares(find_scenes(folder, "train"), 10, batch=200, side=32, seed=0)

    # Of the labelled pixels of nine photos, two labels have 8 × 63 parts each and water has 2 × 64.
    rarity = np.sqrt((8 * 63 + 64) * 2 / 3 / np.array([8 * 63, 8 * 63, 2 * 64]))
    lakes = rarity[2] / (rarity[2] + 8 * rarity[0])
    assert (data.batch_of(0)[1] == 3).all(axis=(1, 2)).mean() == pytest.approx(lakes, abs=0.06)
    # And of what is drawn: half of the rest's labelled 63 of 64 columns each, and the lakes.
    drawn = np.array([(1 - lakes) * 63 / 128, (1 - lakes) * 63 / 128, lakes])
    np.testing.assert_allclose(data.label_weights[[0, 2, 3]], np.sqrt(drawn.sum() / 3 / drawn), rtol=1e-4)
    assert not data.label_weights[[1, 4, 5, 6, 7, 8, 9]].any()
