"""What is made for the browser when static files are collected."""

import os
import time
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from PIL import Image
from pytest_django import Settings

from algorithms.johnson.browser_file import browser_painter
from algorithms.styles.catalogue import PAINTER_FILE, styles_of
from imagetransfer.live.finder import ORDINARY, PAINTER

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def made(settings: Settings, tmp_path: Path) -> Path:
    settings.MADE_ROOT = tmp_path / "made"
    return tmp_path / "made"


def test_collecting_makes_both_files(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)

    expected = browser_painter(PAINTER_FILE, {style.slug: style.row for style in styles_of("painting")})
    assert (tmp_path / "static" / PAINTER).read_bytes() == expected
    with Image.open(BytesIO((tmp_path / "static" / ORDINARY).read_bytes())) as thumbnail:
        assert thumbnail.size == (176, 176)


def test_a_file_is_made_again_when_the_painter_is_younger(made: Path) -> None:
    path = Path(str(finders.find(PAINTER)))
    path.write_bytes(b"old")
    os.utime(path, (time.time() + 60, time.time() + 60))
    finders.find(PAINTER)
    assert path.read_bytes() == b"old"

    os.utime(path, (1, 1))
    finders.find(PAINTER)

    assert path.stat().st_size > 1_000_000
    assert [each.name for each in made.rglob("*") if each.is_file()] == ["painter.safetensors"]


def test_other_files_are_not_its_business() -> None:
    assert not finders.find("live/nothing")


def test_the_compiled_webassembly_is_that_of_its_source() -> None:
    compiled = (ROOT / "site/static/js/painter/painter.wasm").read_bytes()

    digest = sha256((ROOT / "site/wasm/painter.c").read_bytes()).hexdigest()
    assert compiled.endswith(f"source{digest}".encode()), "run `make wasm`"
