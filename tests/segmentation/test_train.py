"""Training the parser, on a tiny network and scenes."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest

from algorithms.training.options import ParserOptions
from segmentation.model import Parser
from segmentation.scenes import Scene, find_scenes
from segmentation.train import ParserTrainer, train
from tests.segmentation.makers import scene_folder, small_parser


def options(head_steps: int = 2, steps: int = 4) -> ParserOptions:
    return ParserOptions(
        head_steps=head_steps, steps=steps, batch=2, side=32, learning_rate=1e-2, head_learning_rate=1e-2, save_every=2
    )


@pytest.fixture
def scenes(tmp_path: Path) -> list[Scene]:
    return find_scenes(scene_folder(tmp_path / "scenes"), "train")


def backbone_of(parser: Parser) -> list[np.ndarray]:
    return [np.array(array) for name, array in parser.to_arrays().items() if not name.startswith("decoder/")]


def test_the_head_learns_first_and_the_backbone_afterwards(scenes: list[Scene]) -> None:
    parser = small_parser()
    start = backbone_of(parser)
    steps = train(parser, scenes, options(head_steps=3, steps=12))

    head = [next(steps) for _ in range(3)]
    after_head = backbone_of(parser)
    rest = list(steps)

    assert [now.step for now in (*head, *rest)] == list(range(1, 16))
    assert all(np.array_equal(before, after) for before, after in zip(start, after_head, strict=True))
    assert not all(np.array_equal(before, after) for before, after in zip(start, backbone_of(parser), strict=True))
    assert rest[-1].losses["total"] < 0.5 * head[0].losses["total"]


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("stopped_after", [2, 4])
def test_a_resumed_training_ends_as_if_it_had_never_stopped(
    scenes: list[Scene], tmp_path: Path, stopped_after: int
) -> None:
    whole, resumed = small_parser(), small_parser(seed=5)
    for now in train(whole, scenes, options(), tmp_path / "whole.npz"):
        if now.step == stopped_after:
            copyfile(tmp_path / "whole.head.npz", tmp_path / "half.head.npz")
            if stopped_after > 2:
                copyfile(tmp_path / "whole.npz", tmp_path / "half.npz")

    steps = [now.step for now in train(resumed, scenes, options(), tmp_path / "half.npz")]

    assert steps == list(range(stopped_after + 1, 7))
    for name, array in whole.to_arrays().items():
        np.testing.assert_allclose(resumed.to_arrays()[name], array, atol=1e-5, err_msg=name)


def test_the_loss_is_the_weighted_entropy_of_the_labelled_pixels() -> None:
    parser = small_parser()
    trainer = ParserTrainer(parser, np.array([2.0, 1.0, *[0.0] * 8], "float32"))
    logits = np.zeros((1, 1, 3, 10), "float32")
    logits[0, 0, 0, 0] = 3.0
    masks = np.array([[[0, 1, 255]]], "int32")

    loss = float(trainer.compute_loss(x=(None, masks), y_pred=logits))

    sure, unsure = np.log(np.exp(3.0) + 9.0) - 3.0, np.log(10.0)
    assert loss == pytest.approx((2 * sure + unsure) / (3.0 + 1.0), rel=1e-5)  # + 1: a square may have no label
    assert float(trainer.accuracy.result()) == pytest.approx(1 / 3)  # one right of two, + 1
