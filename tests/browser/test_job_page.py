from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings

from algorithms.styles.catalogue import styles

from .conftest import OpenPage
from .makers import step_back

STYLE, OTHER = styles()[:2]
PAINTED = 300_000  # generous: the first picture loads the networks, and the machine may have other work


def paint(page: Page, photo: Path) -> None:
    page.get_by_role("checkbox", name=STYLE.title).check()
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()


def see_and_download(page: Page, photo: Path) -> None:
    """Look at the preview, which a worker paints, then ask for the full size and get it."""
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_role("checkbox", name=STYLE.title).check()
    with page.expect_download(timeout=PAINTED) as download:
        page.get_by_role("button", name="Download in full size").click(timeout=PAINTED)
    with Image.open(download.value.path()) as picture:
        assert picture.size == (1200, 800)


def download_size(page: Page, name: str, folder: Path) -> tuple[str, tuple[int, int]]:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    with Image.open(path) as picture:
        return path.suffix, picture.size


@pytest.mark.usefixtures("worker")
def test_a_photo_is_painted_compared_downloaded_and_shared(open_page: OpenPage, photo: Path, tmp_path: Path) -> None:
    page = open_page("/online/")
    see_and_download(page, photo)

    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible()
    slider = page.get_by_role("slider", name="How much of the photo")
    expect(slider).to_have_value("50")
    slider.press("ArrowRight")
    expect(slider).to_have_value("51")
    assert download_size(page, "Download JPEG", tmp_path) == (".jpg", (1200, 800))
    assert download_size(page, "Download PNG", tmp_path) == (".png", (1200, 800))

    page.get_by_role("link", name="Share to the gallery").click()
    page.get_by_label("Title").fill("Harbour at noon")
    page.get_by_role("button", name="Share to the gallery").click()
    expect(page.get_by_role("img", name="Harbour at noon")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_another_style_is_tried_without_uploading_again(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/?strength=60")
    paint(page, photo)
    first = page.url
    expect(page.get_by_role("link", name="Choose among all styles")).to_have_count(0)
    page.get_by_role("link", name="Try another style").click(timeout=PAINTED)
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    expect(page.get_by_role("slider", name="Strength")).to_have_value("60")
    page.get_by_role("checkbox", name=OTHER.title).check()
    page.locator("#paint").click()

    expect(page.get_by_role("heading", name=OTHER.title)).to_be_visible()
    assert page.url != first


@pytest.mark.usefixtures("worker")
def test_it_works_without_javascript(open_page: OpenPage, photo: Path, tmp_path: Path) -> None:
    page = open_page("/online/", java_script_enabled=False)
    paint(page, photo)

    page.get_by_role("button", name="Download in full size").click(timeout=PAINTED)
    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=PAINTED)
    expect(page.get_by_role("img", name="Your photo, painted")).to_be_visible()
    expect(page.get_by_role("img", name="Your photo", exact=True)).to_be_visible()
    assert download_size(page, "Download JPEG", tmp_path) == (".jpg", (1200, 800))


def test_the_page_does_not_jump_when_the_preview_arrives(
    open_page: OpenPage, photo: Path, request: pytest.FixtureRequest
) -> None:
    page = open_page("/online/")
    paint(page, photo)
    page.wait_for_url("**/jobs/*/")
    before: Any = page.locator(".stage canvas").bounding_box()
    request.getfixturevalue("worker")
    expect(page.locator("before-after input")).to_be_attached(timeout=PAINTED)

    assert page.locator(".stage canvas").bounding_box() == before


def test_a_waiting_picture_can_be_cancelled_and_tried_again(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    paint(page, photo)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="This picture was cancelled")).to_be_visible()
    page.get_by_role("link", name="Try again").click()

    expect(page.get_by_role("checkbox", name=STYLE.title)).to_be_checked()
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_one_plays_on_beside_the_picture_without_leaving_the_page(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    paint(page, photo)
    expect(page.get_by_role("heading", name="Here it is")).to_be_visible(timeout=PAINTED)
    first = page.url
    page.get_by_role("slider", name="Strength").fill("50")
    assert page.locator(".painted img:not(.under)").evaluate("image => image.style.opacity") == "0.5"
    page.get_by_role("combobox", name="Mix in another style").select_option(label=OTHER.title)
    page.evaluate("window.samePage = true")
    page.get_by_role("button", name="Paint again").click()

    expect(page.get_by_role("heading", name="A mix of 2 styles")).to_be_visible()
    expect(page.get_by_role("heading", name="Here it is")).to_be_visible(timeout=PAINTED)
    assert page.url != first
    assert page.evaluate("window.samePage")
    expect(page.get_by_text(f"50 % {STYLE.title}, 50 % {OTHER.title}, strength 50 %.")).to_be_visible()
    step_back(page)
    expect(page.get_by_role("heading", name=STYLE.title)).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_what_is_refused_is_told_beside_the_choices(open_page: OpenPage, photo: Path, settings: Settings) -> None:
    page = open_page("/online/")
    paint(page, photo)
    expect(page.get_by_role("heading", name="Here it is")).to_be_visible(timeout=PAINTED)
    settings.QUEUE_LIMIT = 0
    page.get_by_role("button", name="Paint again").click()

    expect(page.locator("#again #photo-error")).to_contain_text("Many pictures are waiting just now.")
    expect(page.get_by_role("button", name="Paint again")).to_be_enabled()
