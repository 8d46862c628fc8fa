"""`manage.py paint`."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from skimage.io import imread

from algorithms.gatys.options import PaintOptions
from algorithms.io import picture_file
from algorithms.io.images import to_uint8
from algorithms.recipes.presets import PRESETS
from imagetransfer.science.management import records
from imagetransfer.science.management.painting import read_pictures, read_preset
from tests.algorithms.makers import noise

QUICK = (
    "--size",
    "40",
    "--steps",
    "3",
    "--scales",
    "1",
    "--style-layers",
    "relu1_1",
    "relu2_1",
    "--content-layers",
    "relu2_1",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two pictures, and make it the current one."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(to_uint8(noise(40, 60))).save("photo.png")
    Image.fromarray(to_uint8(noise(50, 30, seed=1) ** 2)).save("style.png")
    return tmp_path


def painted(*arguments: str) -> str:
    said = StringIO()
    call_command("paint", *arguments, stdout=said)
    return said.getvalue()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"photo.png", "style.png"}


def test_it_paints_and_keeps_a_record(folder: Path) -> None:
    said = painted(
        *("photo.png", "style.png", "style.png", "--out", "out.png", *QUICK, "--save-every", "2"),
        *("--plot", "losses.png", "--sheet", "sheet.jpg", "--blend", "2", "1"),
    )

    assert said.startswith("Painted out.png in ")
    assert names(folder) == {"out.png", "out-00002.png", "losses.png", "sheet.jpg"}
    with Image.open("out.png") as out, Image.open("out-00002.png") as earlier, Image.open("sheet.jpg") as sheet:
        assert out.size == earlier.size == (40, 27)
        assert out.tobytes() != earlier.tobytes()
        assert sheet.size == (3 * 40, 27)


def test_a_tiff_may_have_sixteen_bits(folder: Path) -> None:
    painted("photo.png", "style.png", "--out", "out.tif", "--depth", "16", *QUICK)

    picture = imread("out.tif")
    assert picture.dtype == np.uint16
    assert picture.shape == (27, 40, 3)


def test_an_interrupted_painting_goes_on_and_ends_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHECKPOINT_SECONDS", 0.0)
    arguments = ("photo.png", "style.png", *QUICK)
    painted(*arguments, "--out", "whole.png", "--plot", "whole-plot.png", "--sheet", "whole-sheet.png")
    records_too = ("--checkpoint", "state.npz", "--save-every", "1", "--plot", "plot.png", "--sheet", "sheet.png")
    with monkeypatch.context() as patch:
        patch.setattr(picture_file, "write_picture", _fail_at("broken-00002.png", picture_file.write_picture))
        with pytest.raises(KeyboardInterrupt):
            painted(*arguments, *records_too, "--out", "broken.png")
    before = names(folder)
    assert before == {"whole.png", "whole-plot.png", "whole-sheet.png", "broken-00001.png", "state.npz"}

    painted(*arguments, *records_too, "--out", "resumed.png")

    for resumed, whole in (("resumed", "whole"), ("plot", "whole-plot"), ("sheet", "whole-sheet")):
        assert Path(f"{resumed}.png").read_bytes() == Path(f"{whole}.png").read_bytes()
    new = {"resumed-00002.png", "resumed-00003.png", "resumed.png", "plot.png", "sheet.png"}
    assert names(folder) == before - {"state.npz"} | new


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.png", "style.png"), "missing.png: No such file"),
        (("photo.png", "broken.png"), "broken.png: "),
        (("photo.png", "style.png", "--network", "missing.npz"), "There is no weights file missing.npz"),
        (("photo.png", "style.png", "--tv-weight", "nan"), "The tv weight is nan"),
        (("photo.png", "style.png", "--style-layers", "relu9_1"), "There is no layer .relu9_1.; give names"),
        (("photo.png", "style.png", "--checkpoint", "broken.png"), "The checkpoint broken.png is damaged"),
        (("photo.png", "style.png", "--size", "1"), "1 × 1 pixels"),
        (("photo.png", "style.png", "--blend", "1", "2"), "2 weights for 1 styles"),
    ],
)
def test_what_cannot_be_painted_is_said_plainly_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    Path("broken.png").write_bytes(b"no picture")

    with pytest.raises(CommandError, match=words):
        painted(arguments[0], arguments[1], "--out", "out.png", *QUICK, *arguments[2:])

    assert names(folder) == {"broken.png"}


def test_masks_decide_which_parts_are_painted_alike(folder: Path) -> None:
    halves = np.zeros((40, 60, 3), "uint8")
    halves[:, 30:] = 255
    Image.fromarray(halves).save("mask.png")
    Image.fromarray(np.ascontiguousarray(halves[:, ::-1])).save("swapped.png")
    Image.fromarray(to_uint8(noise(40, 60, seed=1) ** 2)).save("style.png")
    arguments = ("photo.png", "style.png", *QUICK, "--content-mask", "mask.png")

    painted(*arguments, "--style-mask", "mask.png", "--out", "out.png")
    painted(*arguments, "--style-mask", "swapped.png", "--out", "other.png")

    assert Path("out.png").read_bytes() != Path("other.png").read_bytes()
    with pytest.raises(CommandError, match="Masks come in pairs"):
        painted(*arguments, "--out", "third.png")


def test_a_jpeg_cannot_have_sixteen_bits(folder: Path) -> None:
    with pytest.raises(CommandError, match="8 bits only"):
        painted("photo.png", "style.png", "--out", "out.jpg", "--depth", "16", *QUICK)


def given(**changed: Any) -> dict[str, Any]:
    from django.core.management.base import CommandParser

    from imagetransfer.science.management.painting import add_painting_options, add_picture_options

    parser = CommandParser()
    add_picture_options(parser)
    add_painting_options(parser)
    return vars(parser.parse_args(["photo.png", "style.png"])) | changed


def test_without_options_the_defaults_are_those_of_the_dataclass() -> None:
    preset = read_preset(given())

    assert preset.options == PaintOptions()
    assert (preset.network, preset.pooling) == ("compact", "average")


def test_options_change_a_preset_and_leave_the_rest() -> None:
    preset = read_preset(given(preset="thesis", steps=7, network="compact", style_layers=["relu1_1"], clip=True))

    assert (preset.options.steps, preset.options.style_layers, preset.options.clip) == (7, ("relu1_1",), True)
    assert (preset.options.losses, preset.options.start) == ("thesis", "mix")
    assert (preset.network, preset.pooling) == ("compact", "average")


def test_the_flask_preset_counts_rows(folder: Path) -> None:
    Image.fromarray(to_uint8(noise(300, 600))).save("photo.png")

    content, _styles = read_pictures(PRESETS["flask-vgg16"], Path("photo.png"), [Path("style.png")])

    assert content.shape == (200, 400, 3)


def _fail_at(name: str, write: Callable[..., None]) -> Callable[..., None]:
    def failing(path: Path, *rest: Any) -> None:
        if path.name == name:
            raise KeyboardInterrupt
        write(path, *rest)

    return failing
