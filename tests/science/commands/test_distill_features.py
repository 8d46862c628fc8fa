"""`manage.py distill_features`."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from algorithms.io.weights_file import write_weights
from algorithms.perceptual.vgg import from_file
from imagetransfer.science.management.commands.distill_features import Command
from tests.algorithms.makers import DISTILLING_LAYERS, picture_folder, small_loss_network


@pytest.fixture
def teachers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write two small teachers, one under Keras' names, and pictures into the current folder."""
    monkeypatch.chdir(tmp_path)
    picture_folder(tmp_path / "pictures", "1.jpg")
    for name, title in (("quarter", "{}"), ("exact", "block{}")):
        convolutions = small_loss_network(DISTILLING_LAYERS).convolutions
        parts = [
            (key, part, a)
            for key, both in convolutions.items()
            for part, a in zip(("kernel", "bias"), both, strict=True)
        ]
        titles = {
            key: title.format(key if name == "quarter" else key[4:].replace("_", "_conv")) for key in convolutions
        }
        write_weights(tmp_path / f"{name}.npz", {f"{titles[key]}/{part}": array for key, part, array in parts})


def distil(*arguments: str) -> None:
    sizes = ("--side", "32", "--batch", "1", "--steps", "1")
    files = ("--exact", "exact.npz", "--quarter", "quarter.npz", "--pictures", "pictures", "--out", "student.npz")
    call_command("distill_features", *files, *sizes, *arguments)


def test_the_help_tells_the_defaults() -> None:
    assert "(default: 0.0003)" in Command().create_parser("manage.py", "distill_features").format_help()


@pytest.mark.usefixtures("teachers", "eager")
def test_it_writes_a_loss_network_and_shows_the_losses(capsys: pytest.CaptureFixture[str]) -> None:
    distil()

    assert from_file(Path("student.npz")).layers == small_loss_network(DISTILLING_LAYERS).layers
    bar = capsys.readouterr().err
    assert "1/1" in bar
    assert "shallow=" in bar


@pytest.mark.usefixtures("teachers")
def test_a_damaged_teacher_is_told_in_a_sentence() -> None:
    Path("exact.npz").write_text("no weights")

    with pytest.raises(CommandError, match=r"The weights file exact\.npz is damaged; fetch or train it again\."):
        distil()
