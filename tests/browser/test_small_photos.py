"""Photos that are too small to be legible as a painting."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from algorithms.styles.catalogue import styles

from .conftest import OpenPage

PAINTED = 90_000  # the first picture of a test may have to load TensorFlow


@pytest.fixture
def small_photo(tmp_path: Path) -> Path:
    path = tmp_path / "postcard.png"
    Image.effect_noise((384, 288), 90).convert("RGB").save(path)
    return path


def download_size(page: Page, folder: Path) -> tuple[int, int]:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download JPEG").click()
    download.value.save_as(folder / "result.jpg")
    with Image.open(folder / "result.jpg") as picture:
        return picture.size


@pytest.mark.usefixtures("worker")
def test_a_small_photo_is_painted_larger_and_in_its_own_size_when_asked(
    open_page: OpenPage, small_photo: Path, tmp_path: Path
) -> None:
    page = open_page("/online/")
    expect(page.get_by_text("A photo smaller than 1024 pixels is painted at 1024 pixels.")).to_be_visible()
    page.get_by_role("checkbox", name=styles()[0].title).check()
    page.get_by_label("Choose a photo").set_input_files(small_photo)
    page.get_by_role("button", name="Paint it").click()

    expect(page.get_by_text("Your photo is small (384 × 288 pixels), so it is painted larger")).to_be_visible()
    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=PAINTED)
    assert download_size(page, tmp_path) == (1024, 768)

    first = page.url
    page.get_by_label("Keep its own size, 384 × 288 pixels").check()
    page.get_by_role("button", name="Paint again").click()
    page.wait_for_url(lambda url: url != first)
    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=PAINTED)
    expect(page.get_by_text("Your photo is small")).to_have_count(0)
    assert download_size(page, tmp_path) == (384, 288)
