"""`manage.py train_photo`."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.grading import network as grading_net
from algorithms.grading.network import read_grading_net, write_grading_net
from algorithms.io.weights_file import write_weights
from algorithms.recipes.transform_net import read_transform_net
from algorithms.styles.catalogue import Style
from imagetransfer.science.management.commands.train_photo import Command
from tests.algorithms.grading.test_training import LAYERS
from tests.algorithms.makers import picture_folder, small_encoder, small_grading_net, small_loss_network

Train = Callable[..., None]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Return the command with tiny pictures, a tiny loss network and one step."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(grading_net, "compact", small_encoder)
    picture_folder(tmp_path / "photos", "1.jpg")
    (tmp_path / "scenes").mkdir()
    picture_folder(tmp_path / "scenes" / "images", "2.jpg")
    for folder, name in (("scenes/masks", "2.png"), ("masks", "dusk.png"), ("masks", "snow.png")):
        (tmp_path / folder).mkdir(exist_ok=True)
        Image.fromarray(np.full((40, 48), 3, "uint8")).save(tmp_path / folder / name)
    picture_folder(tmp_path / "styles", "Dusk.jpg", "snow.png")
    convolutions = small_loss_network(LAYERS).convolutions.items()
    parts = ("kernel", "bias")
    write_weights(
        tmp_path / "loss.npz",
        {f"{name}/{part}": a for name, both in convolutions for part, a in zip(parts, both, strict=True)},
    )

    def run(*arguments: str) -> None:
        few = () if "thesis" in arguments else ("--parts", "2")
        always = (
            "--scenes",
            "scenes",
            "--loss-network",
            "loss.npz",
            "--side",
            "32",
            "--batch",
            "2",
            "--steps",
            "1",
            *few,
        )
        call_command("train_photo", *always, "--styles", "styles", *arguments)

    return run


def test_the_help_tells_each_presets_defaults() -> None:
    text = " ".join(Command().create_parser("manage.py", "train_photo").format_help().split())

    assert "batches to learn from (default of grading: 1800, thesis: 0)" in text
    assert "(default of thesis: 0.85)" in text


@pytest.mark.usefixtures("eager")
def test_it_writes_a_network_with_a_row_per_photo_and_enters_the_styles(train: Train) -> None:
    train(
        "--out",
        "net.npz",
        "--catalogue",
        "styles.toml",
        "--artist",
        "Ada",
        "--style-masks",
        "masks",
        "--photos",
        "photos",
    )

    assert read_grading_net(Path("net.npz")).styles == 2
    dusk, snow = (Style(**entry) for entry in tomllib.loads(Path("styles.toml").read_text())["style"])
    assert (dusk.slug, dusk.row, dusk.kind, dusk.artist) == ("dusk", 0, "photographic", "Ada")
    assert (snow.slug, snow.row, snow.kind) == ("snow", 1, "photographic")


@pytest.mark.usefixtures("eager")
def test_a_training_goes_on_from_a_network_of_as_many_styles(train: Train) -> None:
    train("--out", "first.npz", "--learning-rate", "0.1")
    train("--out", "second.npz", "--start", "first.npz", "--learning-rate", "0")
    write_grading_net(Path("third.npz"), small_grading_net(3))

    first, second = (read_grading_net(Path(name)).to_arrays() for name in ("first.npz", "second.npz"))
    np.testing.assert_array_equal(first["base"], second["base"])
    assert np.abs(first["base"]).max() > 0.01
    with pytest.raises(CommandError, match=r"third\.npz has 3 styles; give as many pictures, in the same order\."):
        train("--out", "fourth.npz", "--start", "third.npz")


def test_the_thesis_preset_writes_a_painter(train: Train) -> None:
    train("--preset", "thesis", "--width", "4", "--out", "net.npz", "--catalogue", "styles.toml")

    assert read_transform_net(Path("net.npz")).styles == 2
    assert {entry["kind"] for entry in tomllib.loads(Path("styles.toml").read_text())["style"]} == {"painting"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--mix", "1"], r"--mix is no option of the preset grading; leave it out\."),
        (["--preset", "thesis", "--amount", "1"], r"--amount is no option of the preset thesis; leave it out\."),
        (["--scenes", "nowhere"], r"There are no pictures \(.*\) in nowhere"),
        (["--style-masks", "styles"], r"The mask styles/dusk\.png cannot be read"),
        (["--start", "gone.npz"], r"There is no weights file gone\.npz; check the path or train one\."),
        (["--side", "8"], r"The side is 8; give a number of at least 32\."),
        (["--side", "500", "--steps", "0"], r"The steps is 0; give a number of at least 1\."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_a_sentence(train: Train, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        train("--out", "net.npz", *arguments)

    assert not Path("net.npz").exists()
