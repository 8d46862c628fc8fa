"""The page that paints what the camera sees. Chromium's own false camera shows a green picture with a moving disc."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from imagetransfer.jobs.models import Job
from tests.styles.makers import own_style_in

from .conftest import ARGUMENTS, CHROMIUM, PATIENCE, OpenPage
from .makers import OTHER, STYLE, cookies_of

SLOW_WORKER = """
postMessage({ ready: true });
addEventListener("message", ({ data: { id, photo } }) => {
  setTimeout(() => postMessage({ id, pixels: new Uint8ClampedArray(photo.data) }), 1100);
});
"""


def started(open_page: OpenPage, **options: object) -> Page:
    page = open_page("/live/", **options)
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator("#rate")).not_to_be_empty()
    return page


def shown(page: Page) -> np.ndarray:
    """Return what the canvas shows, in 16 × 16 pixels."""
    pixels = page.locator("#painted").evaluate(
        """canvas => {
          const context = new OffscreenCanvas(16, 16).getContext("2d");
          context.drawImage(canvas, 0, 0, 16, 16);
          return [...context.getImageData(0, 0, 16, 16).data];
        }"""
    )
    return np.array(pixels, "int16")


def test_the_camera_waits_for_a_click_and_nothing_is_sent_until_a_snapshot_is_kept(open_page: OpenPage) -> None:
    page = open_page("/live/")
    runs = "document.querySelector('.easel video').srcObject !== null"
    assert not page.evaluate(runs)
    expect(page.get_by_role("img", name="What the camera sees, painted")).to_be_hidden()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method != "GET" else None)
    page.get_by_role("button", name="Start the camera").click()
    expect(page.locator("#rate")).to_contain_text("pictures a second")
    assert page.evaluate(runs)

    page.get_by_role("button", name="Take a snapshot").click()

    expect(page.get_by_role("button", name="Paint it in full size")).to_be_visible()
    assert not page.evaluate(runs)
    assert sent == []
    assert not Job.objects.exists()
    page.locator("summary").click()
    page.get_by_role("slider", name="Strength").fill("60")
    page.get_by_role("button", name="Paint it in full size").click()
    page.wait_for_url("**/jobs/*/")
    job = Job.objects.get()
    assert job.parameters["styles"] == {STYLE.slug: 100}
    assert job.parameters["strength"] == 60
    assert job.wants_full
    with job.content.open() as file, Image.open(file) as photo:
        assert max(photo.size) > 1000  # as large as the camera has it, not as small as it was painted


def test_what_is_shown_is_painted_and_follows_the_style(open_page: OpenPage) -> None:
    page = started(open_page)
    page.get_by_role("button", name="Take a snapshot").click()
    expect(page.locator("#painted")).to_have_attribute("width", "512")  # a still picture is painted larger
    before = shown(page)

    page.locator(f"[value={OTHER.slug}]").check()

    expect(page.locator(f"[value={STYLE.slug}]")).not_to_be_checked()
    expect(page.locator("#chosen")).to_have_text(OTHER.title)
    end = time.monotonic() + PATIENCE / 1000
    while np.abs(shown(page) - before).mean() < 5:
        assert time.monotonic() < end, "the picture did not change with the style"
        page.wait_for_timeout(200)


def test_a_cards_plus_mixes_its_style_in(open_page: OpenPage) -> None:
    page = open_page("/live/")
    page.get_by_role("button", name=f"Mix in {OTHER.title}").click()

    expect(page.locator(f"[value={STYLE.slug}]")).to_be_checked()
    expect(page.locator("#chosen")).to_have_text(f"{STYLE.title} + {OTHER.title}")
    expect(page.locator("#mix .share")).to_have_text(["50 %", "50 %"])


def test_a_chosen_photo_is_painted_and_sent_as_it_is(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/live/")
    page.get_by_label("Choose a photo").first.set_input_files(photo)

    expect(page.get_by_role("img", name="What the camera sees, painted")).to_be_visible()
    expect(page.locator("#painted")).to_have_attribute("width", "512")
    page.get_by_role("button", name="Paint it in full size").click()
    page.wait_for_url("**/jobs/*/")
    with Job.objects.get().content.open() as file, Image.open(file) as sent:
        assert sent.size == (1200, 800)


def test_a_style_that_is_not_learnt_yet_says_what_to_do(open_page: OpenPage, photo: Path) -> None:
    client = Client()
    style = own_style_in(client)
    page = open_page("/live/", storage_state=cookies_of(client))
    page.get_by_label("Choose a photo").first.set_input_files(photo)
    page.locator(f"[value={style.slug}]").check()
    sentence = page.locator("#live-says")
    expect(sentence).to_have_text("This style is not learnt yet. Please paint a photo with it first.")

    page.locator(f"[value={OTHER.slug}]").check()

    expect(sentence).to_be_empty()


def test_a_recording_is_saved_from_the_browser(open_page: OpenPage) -> None:
    page = started(open_page)
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("button", name="Record")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Record").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Save the recording").click()
    assert download.value.suggested_filename.startswith(f"imagetransfer-{STYLE.slug}.")
    film = Path(download.value.path()).read_bytes()
    assert len(film) > 1000
    assert film.startswith(b"\x1a\x45\xdf\xa3") or film[4:8] == b"ftyp"  # WebM, MP4


def test_a_slow_device_is_told_so_and_the_server_paints_the_snapshot(open_page: OpenPage) -> None:
    page = open_page("/live/")
    page.route("**/live/painter.js", lambda route: route.fulfill(body=SLOW_WORKER, content_type="text/javascript"))
    page.get_by_role("button", name="Start the camera").click()

    expect(page.locator("#live-says")).to_have_text(
        "This device is too slow to paint live. Take a snapshot, and the server shows it painted."
    )
    page.get_by_role("button", name="Take a snapshot").click()
    page.get_by_role("button", name="Paint it in full size").click()
    page.wait_for_url("**/jobs/*/")
    assert Job.objects.count() == 1


def test_without_the_painter_a_snapshot_can_still_be_taken(open_page: OpenPage) -> None:
    page = open_page("/live/")
    page.route("**/painter.wasm", lambda route: route.abort())
    page.get_by_role("button", name="Start the camera").click()

    expect(page.locator("#live-says")).to_contain_text("This browser cannot paint by itself.")
    expect(page.get_by_role("button", name="Take a snapshot")).to_be_visible()


@pytest.fixture
def blind(chromium: Browser) -> Iterator[Browser]:
    """Start a Chromium to whose pages nobody gives a camera."""
    playwright = chromium.browser_type
    browser = playwright.launch(executable_path=CHROMIUM if Path(CHROMIUM).exists() else None, args=ARGUMENTS)
    yield browser
    browser.close()


def test_without_a_camera_a_sentence_leads_to_a_photo(blind: Browser, live_server: LiveServer, photo: Path) -> None:
    page = blind.new_page(base_url=live_server.url)
    page.goto("/live/")
    page.get_by_role("button", name="Start the camera").click()

    expect(page.locator("#live-says")).to_have_text("No camera answers. Please choose a photo instead.")
    page.get_by_label("Choose a photo").first.set_input_files(photo)
    expect(page.get_by_role("img", name="What the camera sees, painted")).to_be_visible()


def test_without_javascript_the_page_takes_a_photo(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/live/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Start the camera")).to_be_hidden()
    page.get_by_label("Choose a photo").first.set_input_files(photo)
    page.get_by_role("button", name="Paint it in full size").click()

    page.wait_for_url("**/jobs/*/")
    assert Job.objects.get().parameters["styles"] == {STYLE.slug: 100}


def test_a_phones_page_is_no_wider_than_the_phone(open_page: OpenPage) -> None:
    page = open_page("/live/", viewport={"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth") == 390
