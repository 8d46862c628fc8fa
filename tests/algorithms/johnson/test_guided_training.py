"""Training a painter guided by another one's paintings, on tiny networks and pictures."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.guided_training import GuidedTrainer, train_guided
from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.training import STYLE_LAYERS
from algorithms.training.options import TrainOptions
from tests.algorithms.makers import example_folder, noise, small_loss_network


@pytest.mark.usefixtures("eager")
def test_the_total_is_the_weighted_sum_and_goes_down(tmp_path: Path) -> None:
    options = TrainOptions(steps=12, batch=2, side=32, learning_rate=2e-2, style_weight=0.0, tv_weight=0.0)
    styles = [noise(32, 32, seed) for seed in (7, 8)]
    trainer = GuidedTrainer(OnePassNet(2, quarter=8, eighth=8), small_loss_network(list(STYLE_LAYERS)), styles, options)

    losses = [progress.losses for progress in train_guided(trainer, example_folder(tmp_path, 40, 40))]

    assert losses[0]["total"] == pytest.approx(options.content_weight * losses[0]["content"], rel=1e-4)
    assert np.mean([each["total"] for each in losses[-3:]]) < np.mean([each["total"] for each in losses[:3]])
