"""`manage.py paint-grid`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.gatys.options import PaintOptions
from algorithms.io.images import to_uint8
from algorithms.optimise.record import LABEL_HEIGHT
from imagetransfer.science.management.paint_grid import combinations, varied
from tests.algorithms.makers import noise

QUICK = ("--size", "40", "--steps", "2", "--style-layers", "relu1_1", "--content-layers", "relu2_1")


@pytest.fixture(autouse=True)
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder with two pictures the current one."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(to_uint8(noise(40, 60))).save("photo.png")
    Image.fromarray(to_uint8(noise(50, 30, seed=1) ** 2)).save("style.png")


def painted(*vary: str) -> str:
    said = StringIO()
    arguments = [part for value in vary for part in ("--vary", value)]
    call_command("paint-grid", "photo.png", "style.png", "--out", "out.png", *QUICK, *arguments, stdout=said)
    return said.getvalue()


def test_the_first_option_goes_across_and_the_second_down() -> None:
    said = painted("tv_weight=0,1,1000", "style_layers=relu1_1,relu1_1+relu2_1")

    assert said == "Painted out.png: 2 × 3 paintings.\n"
    with Image.open("out.png") as grid:
        assert grid.size == (3 * 40, 2 * (27 + LABEL_HEIGHT))
        cells = {grid.crop((x, y, x + 40, y + 27)).tobytes() for x in (0, 40, 80) for y in (20, 67)}
    assert len(cells) == 6


def test_varied_style_layers_take_their_weights_along() -> None:
    preset = PaintOptions(style_layers=("relu1_1", "relu2_1", "relu3_1"), style_layer_weights=(1.0, 2.0, 6.0))

    rows = combinations(preset, ("style_layers", [("relu3_1",), ("relu2_1", "relu4_1")]))

    assert [(each.style_layers, each.style_layer_weights) for _, each in rows[0]] == [
        (("relu3_1",), (6.0,)),
        (("relu2_1", "relu4_1"), (2.0, 3.0)),  # relu4_1 had none and gets the mean of the three
    ]


def test_values_are_read_as_their_option_s_kind() -> None:
    assert varied("content_weight=0.1,5") == ("content_weight", [0.1, 5.0])
    assert varied("steps=3,4") == ("steps", [3, 4])
    assert varied("start=mix,noise") == ("start", ["mix", "noise"])
    assert varied("style_layer_weights=1+2,3+4") == ("style_layer_weights", [(1.0, 2.0), (3.0, 4.0)])


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        (("brushes=1,2",), "is not OPTION=A,B with one of the options"),
        (("tv_weight",), "is not OPTION=A,B"),
        (("tv_weight=much",), "are not values of tv_weight"),
        (("tv_weight=1,-1",), "The tv weight is -1"),
        (("tv_weight=1", "steps=1", "seed=1"), "3 times"),
    ],
)
def test_what_cannot_be_varied_is_said_plainly_and_nothing_is_written(vary: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        painted(*vary)

    assert not Path("out.png").exists()
