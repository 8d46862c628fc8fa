"""The accuracy of a parser."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from segmentation.compiled_parser import CompiledParser
from segmentation.conversions import parser_of
from segmentation.evaluate import Confusion, draw_confusion, evaluate
from segmentation.scenes import find_scenes
from tests.segmentation.makers import scene_folder, small_parser


def sky_everywhere() -> CompiledParser:
    parser = small_parser()
    parser.decoder["score"].set_weights([np.zeros((1, 1, 128, 10)), np.eye(10)[0]])
    return parser_of(parser)


def test_a_parser_that_sees_only_sky_is_half_right(tmp_path: Path) -> None:
    confusion = evaluate(sky_everywhere(), find_scenes(scene_folder(tmp_path), "val"))

    assert confusion.counts.sum() == 2 * 48 * 63  # the first column of 64 has no labels
    assert confusion.pixel_accuracy == 0.5
    assert confusion.iou[[0, 2]].tolist() == [0.5, 0.0]
    assert np.isnan(confusion.iou[1])
    assert confusion.mean_iou == 0.25
    lines = confusion.table().splitlines()
    assert lines[0] == "pixel accuracy 0.500"
    assert lines[1] == "sky                  IoU 0.500, 50.0% of the pixels"
    assert lines[-1] == "mean IoU 0.250 (labels with over 1% of the pixels)"


def test_labels_of_a_hundredth_or_less_do_not_count_in_the_mean() -> None:
    confusion = Confusion(np.array([[990, 0], [10, 0]]))

    assert confusion.iou.tolist() == [0.99, 0.0]
    assert confusion.mean_iou == pytest.approx(0.99)


def test_the_confusion_is_drawn(tmp_path: Path) -> None:
    draw_confusion(tmp_path / "confusion.png", Confusion(np.diag(np.arange(10))))

    with Image.open(tmp_path / "confusion.png") as picture:
        assert picture.width >= 600
