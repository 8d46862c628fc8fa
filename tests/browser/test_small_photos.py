"""Photos that are too small to be legible as a painting. What is painted is as large as the photo that a job has."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from algorithms.styles.catalogue import styles
from imagetransfer.jobs.models import Job

from .conftest import OpenPage


@pytest.fixture
def small_photo(tmp_path: Path) -> Path:
    path = tmp_path / "postcard.png"
    Image.effect_noise((384, 288), 90).convert("RGB").save(path)
    return path


def size_to_paint(page: Page) -> tuple[int, int]:
    """Return the size of the photo of the page's job, as its workers get it."""
    (pk,) = re.findall(r"/jobs/([^/]+)/", page.url)
    with Job.objects.get(pk=pk).content.open() as file, Image.open(file) as photo:
        return photo.size


def stop(page: Page) -> None:
    """Cancel the page's job, so that the page asks no more."""
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="This picture was cancelled")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_small_photo_is_painted_larger_and_in_its_own_size_when_asked(
    javascript: bool, open_page: OpenPage, small_photo: Path
) -> None:
    page = open_page("/online/", java_script_enabled=javascript)
    expect(page.get_by_text("A photo smaller than 1024 pixels is painted at 1024 pixels.")).to_be_visible()
    page.get_by_role("checkbox", name=styles()[0].title).check()
    page.get_by_label("Choose a photo").set_input_files(small_photo)
    page.get_by_role("button", name="Paint it").click()

    told = page.get_by_text("Your photo is small (384 × 288 pixels), so it is painted larger: 1024 × 768.")
    expect(told).to_be_visible()
    assert size_to_paint(page) == (1024, 768)

    stop(page)
    first = page.url
    page.get_by_label("Keep its own size, 384 × 288 pixels").check()
    page.get_by_role("button", name="Paint again").click()
    page.wait_for_url(lambda url: url != first)
    expect(page.get_by_label("Keep its own size, 384 × 288 pixels")).to_be_checked()
    expect(told).to_have_count(0)
    assert size_to_paint(page) == (384, 288)
    stop(page)


def test_the_picker_can_keep_a_small_photos_size(open_page: OpenPage, small_photo: Path) -> None:
    page = open_page("/online/")
    page.get_by_role("checkbox", name=styles()[0].title).check()
    page.get_by_label("Choose a photo").set_input_files(small_photo)
    page.locator("#choices > summary").click()
    page.get_by_label("Keep a small photo's size").check()
    page.get_by_role("button", name="Paint it").click()
    page.wait_for_url("**/jobs/*/")

    assert size_to_paint(page) == (384, 288)
    stop(page)
