"""`manage.py relight`, on tiny pictures."""

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.io.images import read_image, to_uint8
from segmentation.parse import PairRegions
from tests.algorithms.makers import noise

STEPS = ["--steps", "2", "--scales", "1", "--size", "48"]


def picture(path: Path, height: int = 72, width: int = 96, seed: int = 0) -> str:
    Image.fromarray(to_uint8(noise(height, width, seed))).save(path)
    return str(path)


def mask(path: Path, *colours: tuple[int, int, int]) -> str:
    halves = [np.full((36, 96, 3), colour, "uint8") for colour in colours]
    Image.fromarray(np.concatenate(halves)).save(path)
    return str(path)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("relight", *arguments, stdout=out)
    return out.getvalue()


def test_it_writes_the_relit_photo_with_its_records(tmp_path: Path) -> None:
    photo, style = picture(tmp_path / "photo.png"), picture(tmp_path / "style.png", seed=1)
    out, plot, sheet = tmp_path / "out.png", tmp_path / "plot.png", tmp_path / "sheet.png"

    said = run(photo, style, "--masks", "none", "--out", str(out), *STEPS, "--plot", str(plot), "--sheet", str(sheet))

    assert said.startswith(f"Painted {out} in ")
    assert read_image(out).shape == (36, 48, 3)
    assert plot.exists()
    assert sheet.exists()


def test_masks_and_the_photos_own_size(tmp_path: Path) -> None:
    red = Image.new("RGB", (96, 72), (200, 30, 30))
    red.paste((30, 30, 200), (0, 36, 96, 72))
    red.putpixel((0, 0), (0, 0, 0))
    red.save(tmp_path / "style.png")
    masks = [mask(tmp_path / f"{name}.png", (255, 0, 0), (0, 0, 255)) for name in ("own", "lent")]
    out = tmp_path / "out.png"

    run(
        picture(tmp_path / "photo.png"),
        str(tmp_path / "style.png"),
        *("--content-mask", masks[0], "--style-mask", masks[1], "--out", str(out), "--full", *STEPS),
    )

    relit = read_image(out)
    assert relit.shape == (72, 96, 3)
    assert relit[:30, :, 0].mean() > 1.5 * relit[:30, :, 2].mean()
    assert relit[42:, :, 2].mean() > 1.5 * relit[42:, :, 0].mean()


def test_without_masks_the_scene_parser_finds_the_regions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    halves = np.zeros((36, 48, 2), "float32")
    halves[:18, :, 0], halves[18:, :, 1] = 1, 1
    found = PairRegions(halves, halves[::-1], "parser", ("sky", "ground"))
    monkeypatch.setattr("segmentation.parse.parse_pair", lambda content, style, parser: found)
    style = np.concatenate([np.full((36, 96, 3), colour, "uint8") for colour in ((200, 30, 30), (30, 30, 200))])
    Image.fromarray(style).save(tmp_path / "style.png")
    out = tmp_path / "out.png"

    run(picture(tmp_path / "photo.png"), str(tmp_path / "style.png"), "--out", str(out), *STEPS)

    relit = read_image(out)
    assert relit[:15, :, 2].mean() > 1.5 * relit[:15, :, 0].mean()


def test_what_cannot_be_used_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    photo, style, out = picture(tmp_path / "photo.png"), picture(tmp_path / "style.png", seed=1), tmp_path / "out.png"
    red, green = mask(tmp_path / "red.png", (255, 0, 0)), mask(tmp_path / "green.png", (0, 255, 0))

    for masks, message in (
        (["--content-mask", red], "Masks come in pairs"),
        (["--content-mask", red, "--style-mask", green], "no colour in common"),
        (["--content-mask", red, "--style-mask", red], "The mask is 96 × 36 pixels but its picture 48 × 36"),
        (["--style-mask", str(tmp_path / "missing.png"), "--content-mask", red], "missing.png"),
    ):
        with pytest.raises(CommandError, match=message):
            run(photo, style, "--out", str(out), *masks, *STEPS)
    assert not out.exists()
