import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from imagetransfer.gallery.models import Picture, Report
from imagetransfer.gallery.tasks import picture_prepare
from imagetransfer.jobs.owners import owners_path
from tests.gallery.makers import painted, shared

from .conftest import OpenPage

pytestmark = pytest.mark.usefixtures("live_server")


def album_middle(page: Page) -> str:
    return page.locator(".album [aria-current] strong").inner_text()


def test_a_picture_is_shared_edited_and_deleted_by_its_owner_only(open_page: OpenPage) -> None:
    page = open_page(owners_path(painted()))
    page.get_by_role("link", name="Share to the gallery").click()
    page.get_by_label("Title").fill("Harbour at noon")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Tags").fill("sea, sunset")
    page.get_by_label("Show my photo beside it").check()
    page.get_by_role("button", name="Share to the gallery").click()
    expect(page.get_by_role("heading", name="Harbour at noon")).to_be_visible()
    expect(page.get_by_text("within a minute")).to_be_visible()

    picture_prepare(str(Picture.objects.get().pk))
    page.reload()
    expect(page.get_by_role("slider")).to_have_value("50")
    stranger = open_page(Picture.objects.get().get_absolute_url())
    expect(stranger.get_by_role("img", name="Harbour at noon")).to_be_visible()
    expect(stranger.get_by_role("link", name="Edit")).to_have_count(0)

    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Tags")).to_have_value("sea, sunset")
    page.get_by_label("Title").fill("Harbour at night")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Harbour at night")).to_be_visible()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("You have not shared anything yet.")).to_be_visible()
    assert not Picture.objects.exists()


def test_a_picture_of_ones_own_is_uploaded(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/gallery/share/")
    page.get_by_label("Picture").set_input_files(photo)
    page.get_by_label("Title").fill("My harbour")
    page.get_by_role("button", name="Share it").click()

    expect(page.get_by_role("img", name="My harbour")).to_be_visible()


def test_the_album_is_turned_and_opened_with_the_keyboard(open_page: OpenPage) -> None:
    for number in range(6):
        shared(f"Picture {number}")  # the newest, 5, comes first
    page = open_page("/gallery/")
    page.locator(".album [aria-current] a").focus()

    for key, title in (
        ("ArrowRight", "Picture 2"),
        ("Home", "Picture 5"),
        ("ArrowLeft", "Picture 5"),
        ("End", "Picture 0"),
    ):
        page.keyboard.press(key)
        assert album_middle(page) == title
    expect(page.get_by_role("button", name="Next picture")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Picture 0")).to_be_visible()


def test_the_album_is_turned_by_swiping_and_by_a_click_beside_the_middle(open_page: OpenPage) -> None:
    for number in range(6):
        shared(f"Picture {number}")
    page = open_page("/gallery/")
    box: Any = page.locator("photo-album").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 170, y, steps=5)
    page.mouse.up()
    assert album_middle(page) == "Picture 2"
    expect(page).to_have_url(re.compile("/gallery/$"))
    page.get_by_role("button", name="Picture before").click()
    assert album_middle(page) == "Picture 3"


def test_the_grid_goes_on_while_one_scrolls(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagetransfer.gallery.selectors.PER_PAGE", 12)
    for number in range(30):
        shared(f"Picture {number}")
    page = open_page("/gallery/?order=newest")
    expect(page.locator(".tile")).to_have_count(12)

    for count in (24, 30):
        page.locator(".more").scroll_into_view_if_needed()
        expect(page.locator(".tile")).to_have_count(count)
    expect(page.locator(".more")).to_have_count(0)


def test_pictures_are_found_liked_selected_and_downloaded(open_page: OpenPage, tmp_path: Path) -> None:
    shared("Café at noon", tags=("city",))
    shared("Harbour", tags=("sea",))
    page = open_page("/gallery/")
    page.get_by_role("searchbox").fill("cafe")
    page.keyboard.press("Enter")
    expect(page.locator(".tile")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=cafe$"))

    page.locator(".tile a").click()
    page.get_by_role("button", name="Like").click()
    expect(page.get_by_role("button", name="Liked")).to_have_attribute("aria-pressed", "true")
    assert Picture.objects.get(title__startswith="Café").likes == 1
    page.get_by_role("link", name="city").click()
    expect(page.locator(".tile")).to_have_count(1)
    page.get_by_role("link", name="Show everything").click()

    page.get_by_label("Select several").check()
    expect(page.get_by_role("button", name="Download the selection")).to_be_disabled()
    for title in ("Café at noon", "Harbour"):
        page.get_by_role("checkbox", name=f"Select {title}").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the selection").click()
    assert download.value.suggested_filename == "imagetransfer.zip"


def test_a_picture_is_reported(open_page: OpenPage) -> None:
    page = open_page(shared("Spam").get_absolute_url())
    page.get_by_role("link", name="Report this picture").click()
    page.get_by_label("It is advertising").check()
    page.get_by_role("button", name="Send the report").click()

    expect(page.get_by_text("Thank you. The moderators will look at this picture.")).to_be_visible()
    assert Report.objects.get().reason == "spam"


def test_a_sensitive_picture_is_blurred_until_asked_for(open_page: OpenPage) -> None:
    page = open_page(shared(sensitive=True).get_absolute_url())
    picture = page.locator(".stage img")
    expect(picture).to_have_css("filter", re.compile("blur"))

    page.get_by_text("Show it").click()

    expect(picture).to_have_css("filter", "none")


def test_everything_works_without_javascript(open_page: OpenPage) -> None:
    shared("Sunday")
    page = open_page("/gallery/", java_script_enabled=False)
    page.locator(".tile a").click()
    page.get_by_role("button", name="Like").click()
    expect(page.get_by_role("button", name="Liked")).to_be_visible()
    page.get_by_role("button", name="Liked").click()
    expect(page.get_by_role("button", name="Like", exact=False)).to_contain_text("0")


def test_a_phone_does_not_scroll_sideways(open_page: OpenPage) -> None:
    picture = shared("A title that is rather long for a small screen", with_photo=True)
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

    for address in ("/gallery/", picture.get_absolute_url(), "/gallery/share/", "/gallery/mine/"):
        page = open_page(address, **phone)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, address


def test_the_gallery_promises_no_privacy_and_reads_no_title_twice(open_page: OpenPage) -> None:
    shared("Harbour at noon")
    page = open_page("/gallery/")

    expect(page.locator(".foot")).to_contain_text("Everybody can see what is in the gallery.")
    expect(page.locator(".foot")).not_to_contain_text("only seen by people who have your link")
    for place in (".tile", ".album"):
        expect(page.locator(f"{place} a").first).to_have_accessible_name(re.compile("^Harbour at noon( Ada)?$"))
