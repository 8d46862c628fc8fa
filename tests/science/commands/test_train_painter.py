"""`manage.py train_painter`."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from django.core.management import CommandError, call_command

from algorithms.io.weights_file import write_weights
from algorithms.johnson.painter_file import read_style_params, read_transform_net, write_transform_net
from algorithms.styles import catalogue
from algorithms.styles.catalogue import read_catalogue
from imagetransfer.science.management.commands.train_painter import Command
from tests.algorithms.makers import picture_folder, small_loss_network, small_painter

Train = Callable[..., None]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Return the command with tiny pictures, a tiny loss network and one step."""
    monkeypatch.chdir(tmp_path)
    picture_folder(tmp_path / "photos", "1.jpg", "2.jpg")
    picture_folder(tmp_path / "styles", "Blue Dog.jpg", "red-cat.png")
    convolutions = small_loss_network().convolutions.items()
    weights = {
        f"{name}/{part}": a for name, both in convolutions for part, a in zip(("kernel", "bias"), both, strict=True)
    }
    write_weights(tmp_path / "loss.npz", weights)

    def run(*arguments: str) -> None:
        sizes = ("--side", "16", "--style-side", "32", "--batch", "2", "--steps", "1", "--width", "4")
        always = ("--photos", "photos", "--loss-network", "loss.npz", *sizes)
        given = arguments if {"--style", "--add"} & set(arguments) else ("--styles", "styles", *arguments)
        call_command("train_painter", *always, *given)

    return run


def test_the_help_tells_the_defaults_and_what_the_options_do() -> None:
    text = Command().create_parser("manage.py", "train_painter").format_help()

    assert "--learning-rate N" in text
    assert "default of otherwise: 0.001, --add: 0.006" in " ".join(text.split())
    assert "an .npz or .mat file (default: compact)" in " ".join(text.split())


@pytest.mark.usefixtures("eager")
def test_it_writes_a_network_with_a_row_per_picture_and_enters_the_styles(train: Train) -> None:
    train("--out", "painter.npz", "--catalogue", "styles.toml", "--artist", "Ada")

    assert (read_transform_net(Path("painter.npz")).styles, read_transform_net(Path("painter.npz")).width) == (2, 4)
    dog, cat = read_catalogue(Path("styles.toml"))
    assert (dog.slug, dog.row, dog.artist, dog.year) == ("blue-dog", 0, "Ada", "unknown")
    assert (cat.slug, cat.row) == ("red-cat", 1)
    assert dog.weights_path.resolve() == Path("painter.npz").resolve()


@pytest.mark.usefixtures("eager")
def test_the_same_seed_gives_the_same_network_and_a_checkpoint_is_resumed(train: Train) -> None:
    train("--out", "twice.npz", "--steps", "2", "--checkpoint", "checkpoint.npz", "--save-every", "1")
    train("--out", "again.npz", "--steps", "2", "--checkpoint", "checkpoint.npz")  # there is nothing left to do
    train("--out", "other.npz", "--steps", "2")

    assert Path("again.npz").read_bytes() == Path("twice.npz").read_bytes()
    twice, other = (read_transform_net(Path(name)).to_arrays() for name in ("twice.npz", "other.npz"))
    for name, array in twice.items():
        np.testing.assert_allclose(other[name], array, atol=1e-3, err_msg=name)


@pytest.mark.usefixtures("eager")
def test_add_writes_a_row_and_pictures_where_the_site_offers_them_at_once(
    train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_transform_net(Path("old.npz"), small_painter(2))
    before = Path("old.npz").read_bytes()
    monkeypatch.setattr(catalogue, "PAINTER_FILE", Path("old.npz"))
    monkeypatch.setattr("algorithms.showcase.style_pictures.swatch_of", lambda picture, kind: picture)

    train("--add", "styles/red-cat.png", "--artist", "Ada", "--no-mixed-precision")

    added = catalogue.style("red-cat")
    assert (added.title, added.artist, added.row) == ("Red cat", "Ada", 0)
    params, old = read_style_params(added.weights_path), read_style_params(Path("old.npz"))
    assert (params.kernels, params.has_kernels, len(params.values)) == (old.kernels, False, 1)
    assert all((added.folder / name).stat().st_size for name in (added.swatch, added.sample))
    assert Path("old.npz").read_bytes() == before


def test_tensorboard_gets_the_losses_and_a_sheet_of_samples_per_style(train: Train) -> None:
    train("--out", "painter.npz", "--log-dir", "log", "--save-every", "1")

    (log,) = Path("log").iterdir()
    records = [tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(log))]
    tags = {value.tag for record in records for value in record.summary.value}
    assert tags == {"content", "style", "tv", "total", "blue-dog", "red-cat"}


def test_mixed_precision_trains_in_bfloat16(train: Train, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEDNN_DEFAULT_FPMATH_MODE", "STRICT")  # kept, so that other tests stay as they are

    train("--out", "painter.npz", "--mixed-precision")

    assert read_transform_net(Path("painter.npz")).styles == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--add", "gone.jpg"], r"There is no picture gone\.jpg; check the path\."),
        (["--add", "great-wave.jpg"], r"A style called great-wave ships already; choose another name\."),
        (["--add", "styles/red-cat.png", "--start", "loss.npz"], r"looks for added styles; leave --start out\."),
        (["--start", "gone.npz"], r"There is no weights file gone\.npz; check the path or train one\."),
        (["--start", "loss.npz"], "loss.npz does not hold a transform network"),
        (["--loss-network", "vgg99"], "There is no weights file vgg99"),
        (["--photos", "nowhere"], r"There are no pictures \(.*\) in nowhere\."),
        (["--style", "gone.jpg"], r"There is no picture gone\.jpg; check the path\."),
        (
            ["--style", "styles/Blue Dog.jpg", "photos/../styles/Blue Dog.jpg"],
            "pictures have the same name; rename one",
        ),
        (["--steps", "0"], r"The steps is 0; give a number of at least 1\."),
        (["--width", "0"], r"A painter of 2 styles and width 0 cannot be; give at least 1 of each\."),
        (["--out", "photos"], r"argument --out: photos cannot be written; choose another file\."),
        (["--checkpoint", "loss.npz/here"], r"loss\.npz/here cannot be written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_a_sentence(train: Train, arguments: list[str], sentence: str) -> None:
    out = () if "--add" in arguments else ("--out", "painter.npz")
    with pytest.raises(CommandError, match=sentence):
        train(*out, *arguments)

    assert not Path("painter.npz").exists()
