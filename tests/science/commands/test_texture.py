"""`manage.py texture`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.io.images import to_uint8
from tests.algorithms.makers import noise

QUICK = ("--size", "40", "--steps", "2", "--style-layers", "relu1_1")


@pytest.fixture(autouse=True)
def style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder with one picture the current one."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(to_uint8(noise(50, 30, seed=1) ** 2)).save("style.png")


def made(*arguments: str) -> str:
    said = StringIO()
    call_command("texture", "style.png", "--out", "out.png", *QUICK, *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(("arguments", "size"), [((), (40, 40)), (("--height", "24"), (40, 24))])
def test_a_texture_is_a_square_unless_its_height_is_given(arguments: tuple[str, ...], size: tuple[int, int]) -> None:
    assert made(*arguments).startswith("Painted out.png in ")

    with Image.open("out.png") as out:
        assert out.size == size


def test_what_belongs_to_a_photo_is_no_option_of_it() -> None:
    with pytest.raises(CommandError, match="unrecognized arguments: --content-weight"):
        made("--content-weight", "1")


def test_a_texture_without_rows_is_refused_plainly_and_nothing_is_written() -> None:
    with pytest.raises(CommandError, match=r"40 × 0 pixels; give at least 2 × 2"):
        made("--height", "0")

    assert not Path("out.png").exists()
