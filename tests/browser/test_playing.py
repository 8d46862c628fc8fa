"""Playing with a picture on its page: what can be saved and shared is what is shown."""

from typing import Any

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from algorithms.styles.options import FastOptions
from imagetransfer.jobs.models import Job

from .conftest import OpenPage
from .makers import OTHER, STYLE, painted_page, step_back, work

SOON = 30_000  # generous: a loaded machine is slow
SHOWN = ".painted img:not(.under)"


def waiting_jobs() -> list[Job]:
    return list(Job.objects.filter(state=Job.State.QUEUED))


def drag_strength(page: Page, strength: int) -> None:
    """Move the slider as a pointer does that still holds it."""
    slider = page.get_by_role("slider", name="Strength")
    slider.evaluate("(slider, value) => { slider.value = value; }", strength)
    slider.dispatch_event("input")


def set_strength(page: Page, strength: int) -> None:
    drag_strength(page, strength)
    page.get_by_role("slider", name="Strength").dispatch_event("change")


def saved_strength(page: Page, link: str) -> int:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    with Image.open(download.value.path()) as picture:
        return round(ImageStat.Stat(picture.convert("L")).mean[0] / 2)


def test_what_is_shown_faded_is_what_is_downloaded(open_page: OpenPage) -> None:
    page = painted_page(open_page)
    assert saved_strength(page, "Download JPEG") == 100
    first = page.url
    set_strength(page, 20)

    assert page.locator(SHOWN).evaluate("image => image.style.opacity") == "0.2"
    page.wait_for_url(lambda url: url != first)
    expect(page.get_by_role("link", name="Download JPEG")).to_have_count(0)
    assert page.locator(SHOWN).evaluate("image => image.style.opacity") == "0.2"  # still there, and still faded
    work(Job.Lane.PREVIEW)
    assert saved_strength(page, "Save this size") == 20
    page.get_by_role("button", name="Download in full size").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    with page.expect_download() as download:
        work(Job.Lane.FULL_SIZE)
    with Image.open(download.value.path()) as picture:
        assert picture.size == (1200, 800)
    assert saved_strength(page, "Download JPEG") == 20
    page.get_by_role("link", name="Share to the gallery").click()
    shared = page.locator(f"img[src$='/jobs/{Job.objects.latest('created').pk}/preview']")
    expect(shared).to_be_visible()


def test_between_a_choice_and_its_painting_nothing_can_be_saved_or_shared(open_page: OpenPage) -> None:
    page = painted_page(open_page)
    drag_strength(page, 20)

    for name in ("Download JPEG", "Download PNG", "Share to the gallery"):
        assert page.get_by_text(name).evaluate("link => link.closest('[inert]') !== null")
    drag_strength(page, 100)
    assert saved_strength(page, "Download JPEG") == 100
    assert page.locator(SHOWN).evaluate("image => image.style.opacity") == "1"


@pytest.mark.parametrize("choice", ["stroke", "colours", "style"])
def test_every_choice_is_previewed_by_itself(choice: str, open_page: OpenPage) -> None:
    page = painted_page(open_page)
    first = page.url
    if choice == "stroke":
        page.get_by_role("slider", name="Stroke size").press("ArrowRight")
    elif choice == "colours":
        page.get_by_role("checkbox", name="Keep the photo's colours").check()
    else:
        page.get_by_role("combobox", name="Mix in another style").select_option(label=OTHER.title)
    page.wait_for_url(lambda url: url != first)

    (job,) = waiting_jobs()
    usual = FastOptions(styles={STYLE.slug: 100}).parameters()
    changed: dict[str, dict[str, Any]] = {
        "stroke": {"stroke": 101},
        "colours": {"keep_colours": True},
        "style": {"styles": {STYLE.slug: 50, OTHER.slug: 50}},
    }
    assert job.parameters == usual | changed[choice]


def test_playing_leaves_one_picture_to_be_made_and_a_step_back_to_each_that_was_shown(open_page: OpenPage) -> None:
    page = painted_page(open_page)
    first = page.url
    for strength in (80, 60, 40):
        with page.expect_response("**/jobs/*/"):
            set_strength(page, strength)
        expect(page.get_by_role("slider", name="Strength")).to_have_attribute("value", str(strength))

    assert [job.parameters["strength"] for job in waiting_jobs()] == [40]
    work(Job.Lane.PREVIEW)
    expect(page.get_by_role("link", name="Save this size")).to_be_visible(timeout=SOON)
    shown = page.url
    with page.expect_response("**/jobs/*/"):
        set_strength(page, 30)
    expect(page.get_by_role("slider", name="Strength")).to_have_attribute("value", "30")
    assert [job.parameters["strength"] for job in waiting_jobs()] == [30]
    step_back(page)
    expect(page).to_have_url(shown)
    step_back(page)
    expect(page).to_have_url(first)
    assert saved_strength(page, "Download JPEG") == 100


def test_a_choice_that_changes_while_one_is_sent_is_the_one_that_counts(open_page: OpenPage) -> None:
    page = painted_page(open_page)
    first = page.url
    slider = page.get_by_role("slider", name="Strength")

    def move_on(route: Route) -> None:
        drag_strength(page, 30)  # while the answer to what was chosen before is on its way
        route.continue_()

    page.route("**/online/", move_on, times=1)
    with page.expect_response("**/jobs/*/"):
        set_strength(page, 60)
    expect(slider).to_have_value("30")
    slider.dispatch_event("change")
    page.wait_for_url(lambda url: url != first)

    assert [job.parameters["strength"] for job in waiting_jobs()] == [30]


def test_the_keyboard_stays_on_the_slider(open_page: OpenPage) -> None:
    page = painted_page(open_page)
    first = page.url
    page.get_by_role("slider", name="Strength").press("ArrowLeft")
    page.wait_for_url(lambda url: url != first)

    expect(page.get_by_role("slider", name="Strength")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("slider", name="Strength")).to_have_value("98")


@pytest.mark.parametrize("refusal", ["full", "offline"])
def test_a_choice_that_cannot_be_painted_is_taken_back(refusal: str, open_page: OpenPage, settings: Settings) -> None:
    page = painted_page(open_page)
    if refusal == "full":
        settings.QUEUE_LIMIT = 0
    page.context.set_offline(refusal == "offline")
    set_strength(page, 20)
    sentence = {"full": "Many pictures are waiting just now.", "offline": "There is no connection just now."}
    expect(page.locator("#again #photo-error")).to_contain_text(sentence[refusal], timeout=SOON)
    assert page.get_by_text("Download JPEG").evaluate("link => link.closest('[inert]') !== null")
    page.context.set_offline(False)
    page.get_by_role("button", name="Back to what is shown").click()

    expect(page.get_by_role("slider", name="Strength")).to_have_value("100")
    assert saved_strength(page, "Download JPEG") == 100


def test_the_preview_is_saved_while_the_full_size_is_made(open_page: OpenPage) -> None:
    page = painted_page(open_page, is_finished=False)

    with page.expect_download() as download:
        page.get_by_role("link", name="Save this size now (768 px)").click()
    assert download.value.suggested_filename == f"imagetransfer-{STYLE.slug}-preview.jpg"
    with Image.open(download.value.path()) as picture:
        assert picture.size == (300, 200)


def test_without_javascript_a_button_paints_again_and_both_pictures_are_made(open_page: OpenPage) -> None:
    page = painted_page(open_page, is_finished=False, java_script_enabled=False)
    first = page.url
    page.route(first, lambda route: route.abort("aborted"))  # looking for news would take the tick away
    page.get_by_role("checkbox", name="Keep the photo's colours").check()
    page.get_by_role("button", name="Paint again").click()
    page.wait_for_url(lambda url: url != first)

    assert [job.parameters["keep_colours"] for job in waiting_jobs()] == [False, True]
