"""`manage.py train_photo`."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.io.weights_file import write_weights
from tests.algorithms.makers import picture_folder, small_loss_network

Train = Callable[..., None]
LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Return the command with tiny pictures, a tiny loss network and one step."""
    monkeypatch.chdir(tmp_path)
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
        )
        call_command("train_photo", *always, "--styles", "styles", *arguments)

    return run


@pytest.mark.usefixtures("eager")
def test_it_writes_a_network_with_a_row_per_photo_that_paints_photos(train: Train) -> None:
    train("--width", "4", "--out", "net.npz", "--style-masks", "masks")
    Image.effect_noise((60, 40), 60).convert("RGB").save("cat.png")

    call_command("stylize", "cat.png", "--network", "net.npz", "--row", "1", "--out", "painted.png")

    with Image.open("painted.png") as painted, Image.open("cat.png") as cat:
        assert painted.size == cat.size
        assert painted.tobytes() != cat.tobytes()
    with pytest.raises(CommandError, match=r"There is no row 2; the network has 2, from 0\."):
        call_command("stylize", "cat.png", "--network", "net.npz", "--row", "2")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--scenes", "nowhere"], r"There are no pictures \(.*\) in nowhere"),
        (["--style-masks", "styles"], r"The mask styles/dusk\.png cannot be read"),
        (["--side", "8"], r"The side is 8; give a number of at least 32\."),
        (["--batch", "0"], r"The batch is 0; give a number of at least 1\."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_a_sentence(train: Train, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        train("--out", "net.npz", *arguments)

    assert not Path("net.npz").exists()
