"""Training the painter by a teacher, on tiny networks and pictures."""

from pathlib import Path

import numpy as np

from algorithms.johnson.guided_training import GuidedTrainer, train_guided
from algorithms.johnson.microast import MicroAst
from algorithms.training.options import GuidedOptions
from tests.algorithms.makers import microast_file, noise, picture_folder, small_loss_network, small_painter


def test_the_painter_comes_nearer_to_its_teacher(tmp_path: Path) -> None:
    photos = [picture_folder(tmp_path / "photos", "1.png", "2.png", height=60, width=60)]
    paintings = [np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32"), noise(33, 40)]
    options = GuidedOptions(steps=16, batch=2, side=48, learning_rate=1e-2, style_weight=0.1)
    trainer = GuidedTrainer(
        small_painter(),
        None,
        loss_network=small_loss_network(),
        eye=small_loss_network(seed=1),
        paintings=paintings,
        chosen=2,
        style_params=None,
        options=options,
    )

    steps = list(train_guided(trainer, MicroAst(microast_file(tmp_path / "teacher.npz")), paintings, photos))

    start, end = (np.mean([now.losses["content"] for now in part]) for part in (steps[:4], steps[-4:]))
    assert end < 0.8 * start
