"""Photographs with paintings of them, to learn from."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.johnson.examples import Examples
from tests.algorithms.makers import example_folder


def test_a_photo_and_its_painting_are_cut_at_the_same_place(tmp_path: Path) -> None:
    examples = example_folder(tmp_path)
    photos, rows, painted = Examples(examples, batch=8, side=16, seed=1).batch_of(3)

    assert photos.shape == painted.shape == (8, 16, 16, 3)
    assert set(rows) == {0, 1}
    np.testing.assert_allclose(painted[rows == 1], 1 - photos[rows == 1], atol=1e-6)
    np.testing.assert_array_equal(photos, Examples(examples, batch=8, side=16, seed=1).batch_of(3)[0])


def test_a_folder_without_examples_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There are no examples"):
        Examples(tmp_path, batch=1, side=16)
