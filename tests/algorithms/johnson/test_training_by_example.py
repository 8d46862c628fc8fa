"""Training a painter by example, on tiny networks and pictures."""

from pathlib import Path

import numpy as np

from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.training_by_example import train_by_example
from algorithms.training.options import TrainOptions
from tests.algorithms.makers import example_folder


def test_the_difference_goes_down(tmp_path: Path) -> None:
    network = OnePassNet(2, quarter=8, eighth=8)
    options = TrainOptions(steps=40, batch=4, side=16, learning_rate=2e-2)

    losses = [progress.losses["total"] for progress in train_by_example(network, example_folder(tmp_path), options)]

    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
