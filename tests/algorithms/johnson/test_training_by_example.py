"""Training a painter by example, on tiny networks and pictures."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.examples import Examples
from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.training_by_example import train_by_example
from algorithms.training.options import TrainOptions
from tests.algorithms.makers import noise


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """Photographs whose paintings are red in the first style and their negatives in the second."""
    photos = np.stack([(noise(32, 40, seed) * 255).astype("uint8") for seed in range(4)])
    painted = 255 - photos
    painted[::2] = (200, 20, 20)
    np.savez(tmp_path / "0.npz", photo=photos[:2], painted=painted[:2], row=np.array([0, 1]))
    np.savez(tmp_path / "1.npz", photo=photos[2:], painted=painted[2:], row=np.array([0, 1]))
    return tmp_path


def test_a_photo_and_its_painting_are_cut_at_the_same_place(examples: Path) -> None:
    photos, rows, painted = Examples(examples, batch=8, side=16, seed=1).batch_of(3)

    assert photos.shape == painted.shape == (8, 16, 16, 3)
    assert set(rows) == {0, 1}
    np.testing.assert_allclose(painted[rows == 1], 1 - photos[rows == 1], atol=1e-6)
    np.testing.assert_array_equal(photos, Examples(examples, batch=8, side=16, seed=1).batch_of(3)[0])


def test_the_difference_goes_down(examples: Path) -> None:
    network = OnePassNet(2, quarter=8, eighth=8)
    options = TrainOptions(steps=40, batch=4, side=16, learning_rate=2e-2)

    losses = [progress.losses["total"] for progress in train_by_example(network, examples, options)]

    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])


def test_a_folder_without_examples_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="There are no examples"):
        Examples(tmp_path, batch=1, side=16)
