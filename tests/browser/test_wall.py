"""The wall: a chosen photo in every style, tried and compared before anything is made in full size."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from algorithms.styles.catalogue import styles
from imagetransfer.jobs.models import Job
from tests.jobs.makers import photo as picture

from .conftest import OpenPage
from .makers import OTHER, STYLE, cookies_of, mix_in

PAINTED = 300_000  # generous: the first picture loads the networks, and the machine may have other work
PREVIEW = "#stage .painted img[src*='/try-']"


def preview_of(page: Page) -> str:
    page.locator(PREVIEW).wait_for(timeout=PAINTED)
    address: str = page.locator(PREVIEW).get_attribute("src") or ""
    return address


def another_preview(page: Page, than: str) -> str:
    expect(page.locator(PREVIEW)).not_to_have_attribute("src", than, timeout=PAINTED)
    return preview_of(page)


@pytest.mark.usefixtures("worker")
def test_an_example_is_shown_in_every_style_tried_compared_and_remembered(open_page: OpenPage) -> None:
    page = open_page("/online/")
    sheets = []
    page.on("response", lambda answer: sheets.append(answer.url) if "/sheet-" in answer.url else None)
    page.get_by_role("button", name="A cat").click()
    expect(page.locator(".card img.sheet")).to_have_count(len(styles()), timeout=PAINTED)
    assert len(set(sheets)) == -(-len(styles()) // 8)

    page.get_by_role("checkbox", name=STYLE.title).check()
    expect(page.locator("#stage .painted img.sheet")).to_be_attached()
    first = preview_of(page)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#stage .photo img")).to_have_attribute("src", first)
    page.get_by_role("checkbox", name=OTHER.title).check()
    second = another_preview(page, first)
    expect(page.locator("#stage figcaption")).to_have_text([STYLE.title, OTHER.title])
    asked = Job.objects.get().tries
    page.get_by_role("checkbox", name=STYLE.title).check()
    expect(page.locator(PREVIEW)).to_have_attribute("src", first)
    assert Job.objects.get().tries == asked  # what was painted once is not asked for again

    mix_in(page, OTHER)
    assert another_preview(page, first) != second
    page.get_by_role("button", name="Favourite").click()
    page.reload()
    page.get_by_role("button", name=f"♥ {STYLE.title} + {OTHER.title}").click()
    expect(page.get_by_role("checkbox", name=OTHER.title)).to_be_checked()
    assert Job.objects.filter(kind="online").count() == 0


@pytest.mark.usefixtures("worker")
def test_without_javascript_a_button_shows_the_photo_in_every_style(open_page: OpenPage) -> None:
    page = open_page("/online/", java_script_enabled=False)
    page.get_by_role("button", name="A cat").click()

    expect(page.locator(".card img.sheet")).to_have_count(len(styles()), timeout=PAINTED)
    box = page.locator(".card .swatch:has(img.sheet)").first.bounding_box()
    assert box is not None
    assert 1.2 < box["width"] / box["height"] < 1.8  # one picture of the sheet, not all of them


QUESTIONS = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/tries/')).length"
MOVED = """(slider) => {
  for (const strength of [90, 80, 70]) {
    slider.value = strength;
    for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}"""


@pytest.mark.usefixtures("live_server")
def test_a_slider_that_moves_asks_once(open_page: OpenPage) -> None:
    client = Client()
    upload = SimpleUploadedFile("photo.png", picture(300, 200).data, "image/png")
    address = client.post("/online/photos/", {"picture": upload, "style": STYLE.slug}).headers["Location"]
    page = open_page(address, storage_state=cookies_of(client))
    page.locator("#stage .painted").wait_for()
    page.locator("#choices summary").click()
    page.get_by_role("slider", name="Strength").evaluate(MOVED)
    page.wait_for_timeout(1500)

    assert page.evaluate(QUESTIONS) == 2  # for the link's style, and where the slider came to rest
    assert Job.objects.get().parameters["try"]["strength"] == 70
