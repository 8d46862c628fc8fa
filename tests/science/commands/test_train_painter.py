"""`manage.py train_painter`."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.io.weights_file import write_weights
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_params import read_style_params
from algorithms.styles import catalogue
from algorithms.styles.catalogue import read_catalogue
from imagetransfer.science.management.commands.train_painter import Command, _others
from tests.algorithms.makers import microast_file, painter_file, picture_folder, small_loss_network

Train = Callable[..., None]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Return the command with tiny pictures, a tiny loss network, a tiny painter and one step."""
    monkeypatch.chdir(tmp_path)
    picture_folder(tmp_path / "photos", "1.jpg", "2.jpg", height=60, width=60)
    picture_folder(tmp_path / "paintings", "1.jpg", "2.jpg", "3.jpg")
    (tmp_path / "held-out.txt").write_text("1.jpg\n3.jpg\n")
    painter_file(tmp_path / "start.npz")
    picture_folder(tmp_path / "styles", "Blue Dog.jpg", "red-cat.png")
    convolutions = small_loss_network().convolutions.items()
    weights = {
        f"{name}/{part}": a for name, both in convolutions for part, a in zip(("kernel", "bias"), both, strict=True)
    }
    write_weights(tmp_path / "loss.npz", weights)

    def run(*arguments: str) -> None:
        sizes = ("--side", "48", "--style-side", "32", "--batch", "2", "--steps", "1")
        always = ("--photos", "photos", "--loss-network", "loss.npz", *sizes)
        given = arguments if {"--style", "--add"} & set(arguments) else ("--styles", "styles", *arguments)
        call_command("train_painter", *always, *given)

    return run


def test_the_help_tells_the_defaults_and_what_the_options_do() -> None:
    text = Command().create_parser("manage.py", "train_painter").format_help()

    assert "--learning-rate N" in text
    assert "default of otherwise: 0.001, --teacher: 0.001, --examples: 0.001, --add: 0.015" in " ".join(text.split())
    assert "an .npz, .h5 or .mat file (default: compact)" in " ".join(text.split())


@pytest.mark.usefixtures("eager")
def test_it_writes_a_network_with_a_row_per_picture_and_enters_the_styles(train: Train) -> None:
    train("--start", "start.npz", "--out", "painter.npz", "--catalogue", "styles.toml", "--artist", "Ada")

    before, after = (read_painter(Path(name)) for name in ("start.npz", "painter.npz"))
    for name, array in before.network.to_arrays().items():
        assert np.abs(after.network.to_arrays()[name] - array).max() > 0, name
    assert after.style_params.shape == before.style_params.shape
    dog, cat = read_catalogue(Path("styles.toml"))
    assert (dog.slug, dog.row, dog.artist, dog.year) == ("blue-dog", 0, "Ada", "unknown")
    assert (cat.slug, cat.row) == ("red-cat", 1)
    assert dog.weights_path.resolve() == Path("painter.npz").resolve()


@pytest.mark.usefixtures("eager")
def test_the_same_seed_gives_the_same_network_and_a_checkpoint_is_resumed(train: Train) -> None:
    started = ("--start", "start.npz", "--learning-rate", "1e-2")
    train(*started, "--out", "twice.npz", "--steps", "2", "--checkpoint", "checkpoint.npz", "--save-every", "1")
    train(
        *started, "--out", "again.npz", "--steps", "2", "--checkpoint", "checkpoint.npz"
    )  # there is nothing left to do
    train(*started, "--out", "other.npz", "--steps", "2")

    assert Path("again.npz").read_bytes() == Path("twice.npz").read_bytes()
    twice, other = (read_painter(Path(name)) for name in ("twice.npz", "other.npz"))
    np.testing.assert_allclose(other.style_params, twice.style_params, atol=1e-3)


@pytest.mark.usefixtures("eager")
def test_add_writes_a_row_and_pictures_where_the_site_offers_them_at_once(
    train: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Path("start.npz").read_bytes()
    monkeypatch.setattr(catalogue, "PAINTER_FILE", Path("start.npz"))

    train("--add", "styles/red-cat.png", "--artist", "Ada", "--no-bfloat16")

    added = catalogue.style("red-cat")
    assert (added.title, added.artist, added.row) == ("Red cat", "Ada", 0)
    params, old = read_style_params(added.weights_path), read_style_params(Path("start.npz"))
    assert (params.kernels, params.has_kernels, len(params.values)) == (old.kernels, False, 1)
    assert all((added.folder / name).stat().st_size for name in (added.swatch, added.sample))
    assert Path("start.npz").read_bytes() == before


def test_tensorboard_gets_the_losses_and_a_sheet_of_samples_per_style(train: Train) -> None:
    train("--start", "start.npz", "--out", "painter.npz", "--log-dir", "log", "--save-every", "1")

    (log,) = Path("log").iterdir()
    records = [tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(log))]
    tags = {value.tag for record in records for value in record.summary.value}
    assert tags == {"content", "style", "neighbours", "tv", "total", "blue-dog", "red-cat"}


def test_bfloat16_is_asked_of_onednn(train: Train, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEDNN_DEFAULT_FPMATH_MODE", "any")  # kept, so that other tests stay as they are
    monkeypatch.delenv("ONEDNN_DEFAULT_FPMATH_MODE")

    train("--start", "start.npz", "--out", "painter.npz", "--bfloat16")

    assert os.environ["ONEDNN_DEFAULT_FPMATH_MODE"] == "BF16"


@pytest.mark.usefixtures("eager")
def test_kernels_can_be_kept_while_the_chosen_styles_learn(train: Train) -> None:
    train("--start", "start.npz", "--keep-kernels", "--out", "painter.npz")

    before, after = (read_painter(Path(name)) for name in ("start.npz", "painter.npz"))
    for name, array in before.network.to_arrays().items():
        np.testing.assert_array_equal(after.network.to_arrays()[name], array, err_msg=name)
    assert np.abs(after.style_params - before.style_params).max() > 0


@pytest.mark.usefixtures("eager")
def test_a_teacher_begins_from_nothing(train: Train) -> None:
    microast_file(Path("teacher.npz"))

    train("--teacher", "teacher.npz", "--pixel-weight", "1", "--out", "painter.npz")

    assert read_painter(Path("painter.npz")).style_params.shape[0] == 2


def test_paintings_are_left_out_by_name(train: Train) -> None:
    options = {"paintings": Path("paintings"), "leave_out": Path("held-out.txt")}

    assert [file.name for file in _others(options)] == ["2.jpg"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--add", "gone.jpg"], r"There is no picture gone\.jpg; check the path\."),
        (["--add", "great-wave.jpg"], r"A style called great-wave ships already; choose another name\."),
        (["--add", "styles/red-cat.png", "--start", "loss.npz"], r"where the site looks; leave --start out\."),
        (["--teacher", "a.npz", "--examples", "b.npz"], "--teacher and --examples are two trainings; leave one out"),
        (["--pixel-weight", "1"], "--pixel-weight is no option of the preset otherwise; leave it out"),
        (["--style", "styles/red-cat.png", "--start", "start.npz"], "has 2 styles; give as many pictures, in order"),
        (["--start", "gone.npz"], r"There is no weights file gone\.npz; check the path or train one\."),
        (["--start", "loss.npz"], "loss.npz does not hold a painter"),
        (["--loss-network", "vgg99"], "There is no weights file vgg99"),
        (["--photos", "nowhere"], r"There are no pictures \(.*\) in nowhere\."),
        (["--style", "gone.jpg"], r"There is no picture gone\.jpg; check the path\."),
        (
            ["--style", "styles/Blue Dog.jpg", "photos/../styles/Blue Dog.jpg"],
            "pictures have the same name; rename one",
        ),
        (["--side", "50"], r"The side is 50; give a multiple of 8 from 48 on\."),
        (["--steps", "0"], r"The steps is 0; give a number of at least 1\."),
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


@pytest.mark.usefixtures("eager")
def test_the_thesis_preset_writes_a_network_that_stylize_paints_with(train: Train) -> None:
    train("--preset", "thesis", "--width", "4", "--out", "thesis.npz", "--log-dir", "log")
    Image.effect_noise((60, 40), 60).convert("RGB").save("cat.png")

    call_command("stylize", "cat.png", "--network", "thesis.npz", "--row", "1", "--out", "painted.png")

    with Image.open("painted.png") as painted, Image.open("cat.png") as cat:
        assert painted.size == cat.size
        assert painted.tobytes() != cat.tobytes()
    assert list(Path("log").glob("events.*"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--start", "start.npz"], "The thesis's training knows no --start; leave that out"),
        (["--keep-kernels"], "The thesis's training knows no --keep-kernels; leave that out"),
        (["--teacher", "t.npz"], "--teacher and --preset are two trainings; leave one out"),
        (["--pixel-weight", "1"], "--pixel-weight is no option of the preset --preset; leave it out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_thesis_preset_refuses_what_other_trainings_know(train: Train, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        train("--preset", "thesis", "--out", "thesis.npz", *arguments)

    assert not Path("thesis.npz").exists()
