"""`manage.py train_one_pass` and `paint_examples`."""

from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.one_pass_file import read_one_pass_net, write_one_pass_net
from algorithms.johnson.one_pass_network import OnePassNet
from tests.algorithms.makers import picture_folder, small_loss_network

SIZES = ("--side", "16", "--style-side", "32", "--batch", "2", "--steps", "2", "--save-every", "1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with tiny photographs, two styles, a tiny loss network and a tiny painter."""
    monkeypatch.chdir(tmp_path)
    picture_folder(tmp_path / "photos", "1.jpg", "2.jpg")
    picture_folder(tmp_path / "styles", "dog.jpg", "cat.png")
    convolutions = small_loss_network().convolutions.items()
    weights = {
        f"{name}/{part}": a for name, both in convolutions for part, a in zip(("kernel", "bias"), both, strict=True)
    }
    write_weights(tmp_path / "loss.npz", weights)
    write_one_pass_net(tmp_path / "start.npz", OnePassNet(2, quarter=4, eighth=6))
    return tmp_path


def train(stage: str, *arguments: str) -> None:
    always = ("--styles", "styles", "--loss-network", "loss.npz", "--start", "start.npz", "--out", "out.npz")
    call_command("train_one_pass", stage, *always, *SIZES, *arguments)


@pytest.mark.parametrize("stage", ["pixels", "guided", "photos"])
def test_each_stage_learns_from_what_it_is_given(folder: Path, stage: str) -> None:
    photos = np.random.default_rng(0).integers(0, 256, (2, 24, 24, 3), "uint8")
    (folder / "examples").mkdir()
    np.savez(folder / "examples/0.npz", photo=photos, painted=255 - photos, row=np.array([0, 1]))

    train(stage, *(("--photos", "photos") if stage == "photos" else ("--examples", "examples")))

    before, after = (read_one_pass_net(folder / name).to_arrays() for name in ("start.npz", "out.npz"))
    assert all(np.abs(after[name] - before[name]).max() > 0 for name in before if name.endswith("kernel"))


def test_what_is_missing_is_told_plainly(folder: Path) -> None:
    with pytest.raises(CommandError, match="For the stage guided, --examples is needed"):
        train("guided")
    one = ("--style", "styles/dog.jpg", "--start", "start.npz", "--out", "out.npz", "--photos", "photos")
    with pytest.raises(CommandError, match="has 2 styles; give as many pictures, in their order"):
        call_command("train_one_pass", "photos", *one, *SIZES)


def test_a_file_of_something_else_is_told_plainly(folder: Path) -> None:
    with pytest.raises(FileError, match="does not hold a one-pass painter"):
        read_one_pass_net(folder / "loss.npz")


def test_examples_are_painted_in_all_styles_in_turn(folder: Path) -> None:
    call_command("paint_examples", "--photos", "photos", "--out", "painted", "--count", "3", "--side", "16")

    with np.load(folder / "painted/000.npz") as file:
        assert file["photo"].shape == file["painted"].shape == (56, 16, 16, 3)
        assert set(file["row"]) == set(range(28))
        assert np.abs(file["photo"].astype(int) - file["painted"]).mean() > 10
