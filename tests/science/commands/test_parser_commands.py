"""`manage.py train_parser`, `evaluate_parser` and `parse`."""

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from segmentation import model
from segmentation.conversions import parser_of
from segmentation.model import read_parser, write_parser
from tests.segmentation.makers import TinyBackbone, scene_folder, sky_and_grass, small_parser

TINY = ("--side", "32", "--batch", "2", "--head-steps", "1", "--steps", "1")


@pytest.fixture(autouse=True)
def tiny_backbone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands work with a tiny network, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(model, "MobileNetV2", TinyBackbone)
    monkeypatch.setattr("segmentation.backbones.BACKBONES", {"mobilenet_v2": TinyBackbone})
    write_parser(tmp_path / "start.npz", small_parser())


def said(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


@pytest.mark.usefixtures("eager")
def test_a_parser_is_trained_with_curves_and_then_evaluated(tmp_path: Path) -> None:
    scene_folder(tmp_path / "scenes")
    records = ("--checkpoint", "c.npz", "--log-dir", "log", "--save-every", "1")

    said("train_parser", "scenes", "--start", "start.npz", "--out", "new.npz", *records, *TINY)

    start, trained = (read_parser(Path(name)).to_arrays() for name in ("start.npz", "new.npz"))
    assert not np.array_equal(start["conv_4/kernel"], trained["conv_4/kernel"])
    assert Path("c.npz").exists()
    assert list(Path("log").iterdir())
    text = said("evaluate_parser", "scenes", "--parser", "new.npz", "--picture", "confusion.png")
    assert text.startswith("pixel accuracy 0.")
    assert "mean IoU" in text
    assert Path("confusion.png").exists()


def test_a_folder_without_scenes_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    for command in (
        ("train_parser", "empty", "--start", "start.npz", "--out", "new.npz"),
        ("evaluate_parser", "empty"),
    ):
        with pytest.raises(CommandError, match="empty holds no scenes; give a folder with"):
            said(*command, *(("--parser", "start.npz") if command[0] == "evaluate_parser" else ()))


def test_photos_get_overlays_with_a_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segmentation.compiled_parser.scene_parser", lambda _: parser_of(small_parser()))
    Image.fromarray(sky_and_grass()[0]).save("meadow.png")

    assert said("parse", "meadow.png", "--out", "seen") == "Wrote seen/meadow-scene.jpg.\n"

    with Image.open("seen/meadow-scene.jpg") as picture:
        assert picture.width == 64
        assert picture.height > 48
    with pytest.raises(CommandError, match=r"lost\.png"):
        said("parse", "lost.png")
