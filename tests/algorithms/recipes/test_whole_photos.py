"""Whole photographs in epochs."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.io.images import read_image, resize
from algorithms.recipes.whole_photos import WholePhotos
from tests.algorithms.makers import picture_folder


def drawn(photos: WholePhotos, steps: int) -> list[int]:
    """Return which photographs were drawn, by their mean values."""
    means = [resize(read_image(file), 16, 16).mean() for file in photos.files]
    return [
        int(np.argmin([abs(mean - each.mean()) for mean in means]))
        for s in range(steps)
        for each in photos.batch_of(s)[0]
    ]


def test_each_photograph_comes_once_in_an_epoch_and_each_epoch_has_its_own_order(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", *(f"{n}.png" for n in range(6)))
    photos = WholePhotos([folder], batch=3, side=16, rows=2, seed=0)

    epochs = [drawn(photos, 8)[at : at + 6] for at in range(0, 24, 6)]

    assert [sorted(epoch) for epoch in epochs] == [list(range(6))] * 4
    assert len({tuple(epoch) for epoch in epochs}) > 1


def test_a_whole_photograph_is_squeezed_into_a_square(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", "1.png", height=16, width=32)

    photos, rows = WholePhotos([folder], batch=2, side=16, rows=1, seed=0).batch_of(5)

    squeezed = np.clip(resize(read_image(folder / "1.png"), 16, 16), 0, 1)
    np.testing.assert_allclose(photos, [squeezed, squeezed], atol=1e-6)
    assert rows.tolist() == [0, 0]


def test_a_batch_depends_on_its_step_alone(tmp_path: Path) -> None:
    folder = picture_folder(tmp_path / "photos", "1.png", "2.png", "3.png")
    first, second = (WholePhotos([folder], batch=2, side=16, rows=5, seed=3) for _ in range(2))
    first.batch_of(0)

    for ours, theirs in zip(first.batch_of(7), second.batch_of(7), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There are no pictures"):
        WholePhotos([tmp_path], batch=1, side=16, rows=1, seed=0)
