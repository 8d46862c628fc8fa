"""Training the painter by a teacher, on tiny networks and pictures."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.johnson.guided_training import (
    Examples,
    GuidedTrainer,
    read_examples,
    train_by_examples,
    train_guided,
)
from algorithms.johnson.microast import MicroAst
from algorithms.johnson.training import PainterTrainer
from algorithms.training.loop import TrainProgress
from algorithms.training.options import GuidedOptions
from tests.algorithms.makers import microast_file, noise, picture_folder, small_loss_network, small_painter

PAINTINGS = [np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32"), noise(33, 40), noise(32, 32, 5)]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [picture_folder(tmp_path / "photos", "1.png", "2.png", height=60, width=60)]


def guided_trainer() -> GuidedTrainer:
    return GuidedTrainer(
        small_painter(),
        None,
        loss_network=small_loss_network(),
        eye=small_loss_network(seed=1),
        paintings=PAINTINGS,
        chosen=2,
        style_params=None,
        options=GuidedOptions(steps=16, batch=2, side=48, learning_rate=1e-2, taught_style_weight=0.1),
    )


def comes_nearer(steps: Iterator[TrainProgress]) -> bool:
    """Whether the end is at least a fifth nearer to the teacher than the start."""
    found = [now.losses["likeness"] for now in steps]
    return bool(np.mean(found[-4:]) < 0.8 * np.mean(found[:4]))


def test_the_painter_comes_nearer_to_microast(tmp_path: Path, photos: list[Path]) -> None:
    teacher = MicroAst(microast_file(tmp_path / "teacher.npz"))

    assert comes_nearer(train_guided(guided_trainer(), teacher, PAINTINGS, photos))


def test_the_painter_comes_nearer_to_its_examples(photos: list[Path]) -> None:
    shown = np.random.default_rng(0).integers(0, 255, (6, 48, 48, 3)).astype("uint8")
    examples = Examples(shown, 255 - shown, np.arange(6) % 2)

    assert comes_nearer(train_by_examples(guided_trainer(), examples, photos))


def test_pictures_without_a_teacher_are_judged_by_their_photos() -> None:
    trainer, photos = guided_trainer(), np.stack([noise(48, 48), noise(48, 48, 1)])
    rows, painted = np.array([0, 1]), np.stack([noise(48, 48, 2), noise(48, 48, 3)])
    none, other = np.zeros(2, "float32"), 1 - photos

    as_trained, without = (
        np.asarray(PainterTrainer.compute_loss(trainer, x=(photos, rows), y_pred=painted)),
        np.asarray(trainer.compute_loss(x=(photos, rows, photos, none), y_pred=painted)),
    )

    np.testing.assert_allclose(without, as_trained, rtol=1e-5)
    assert trainer.compute_loss(x=(photos, rows, other, 1 - none), y_pred=painted) != without


def test_examples_are_read_and_must_fit(tmp_path: Path) -> None:
    shown = np.zeros((2, 48, 48, 3), "uint8")
    np.savez(tmp_path / "examples.npz", photos=shown, paintings=shown, rows=np.array([0, 1]))
    (tmp_path / "text.npz").write_text("no arrays")

    assert read_examples(tmp_path / "examples.npz", 48, 2).rows.tolist() == [0, 1]
    for side, styles in ((64, 2), (48, 1)):
        with pytest.raises(FileError, match="do not fit; give crops of their side, and all of their styles"):
            read_examples(tmp_path / "examples.npz", side, styles)
    with pytest.raises(FileError, match=r"holds no examples; name an \.npz with photos, paintings and rows"):
        read_examples(tmp_path / "text.npz", 48, 2)
