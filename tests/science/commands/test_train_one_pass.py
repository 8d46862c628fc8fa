"""`manage.py train_one_pass`."""

from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from algorithms.io.weights_file import write_weights
from algorithms.johnson.one_pass_file import read_one_pass, write_one_pass
from algorithms.johnson.style_encoder import StyleEncoder
from tests.algorithms.makers import (
    microast_file,
    picture_folder,
    random_style_params,
    small_loss_network,
    small_one_pass_net,
)

SIZES = ("--side", "48", "--style-side", "32", "--batch", "2", "--steps", "2", "--save-every", "1")
ALWAYS = ("--photos", "photos", "--loss-network", "loss.npz", "--out", "out.npz", *SIZES)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with tiny photographs, two styles, three paintings, a tiny loss network and a tiny painter."""
    monkeypatch.chdir(tmp_path)
    picture_folder(tmp_path / "photos", "1.jpg", "2.jpg", height=60, width=60)
    picture_folder(tmp_path / "styles", "dog.jpg", "cat.png")
    picture_folder(tmp_path / "paintings", "1.jpg", "2.jpg", "3.jpg")
    (tmp_path / "held-out.txt").write_text("1.jpg\n3.jpg\n")
    convolutions = small_loss_network().convolutions.items()
    weights = {
        f"{name}/{part}": a for name, both in convolutions for part, a in zip(("kernel", "bias"), both, strict=True)
    }
    write_weights(tmp_path / "loss.npz", weights)
    network = small_one_pass_net()
    encoder = StyleEncoder(736, network.channels)
    write_one_pass(tmp_path / "start.npz", network, encoder, random_style_params(network, 2))
    return tmp_path


@pytest.mark.usefixtures("eager")
def test_training_goes_on_from_a_file(folder: Path) -> None:
    call_command("train_one_pass", "--styles", "styles", "--paintings", "paintings", "--start", "start.npz", *ALWAYS)

    before, after = (read_one_pass(folder / name) for name in ("start.npz", "out.npz"))
    for name, array in before.network.to_arrays().items():
        assert np.abs(after.network.to_arrays()[name] - array).max() > 0, name
    assert after.style_params.shape == before.style_params.shape


@pytest.mark.usefixtures("eager")
def test_a_teacher_begins_from_nothing(folder: Path) -> None:
    microast_file(folder / "teacher.npz")

    call_command("train_one_pass", "--styles", "styles", "--teacher", "teacher.npz", "--pixel-weight", "1", *ALWAYS)

    assert read_one_pass(folder / "out.npz").style_params.shape[0] == 2


def test_an_option_of_the_teacher_alone_is_told_plainly(folder: Path) -> None:
    with pytest.raises(CommandError, match="--pixel-weight is no option of the preset otherwise; leave it out"):
        call_command("train_one_pass", "--styles", "styles", "--pixel-weight", "1", *ALWAYS)


def test_paintings_are_left_out_by_name(folder: Path) -> None:
    from imagetransfer.science.management.commands.train_one_pass import _others

    options = {"paintings": folder / "paintings", "leave_out": folder / "held-out.txt"}

    assert [file.name for file in _others(options)] == ["2.jpg"]


def test_another_number_of_styles_than_the_file_has_is_told_plainly(folder: Path) -> None:
    with pytest.raises(CommandError, match="has 2 styles; give as many pictures, in order"):
        call_command("train_one_pass", "--style", "styles/dog.jpg", "--start", "start.npz", *ALWAYS)
