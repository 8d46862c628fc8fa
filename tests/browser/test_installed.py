"""What is left of the site without a network, and the first page's way to a photo in the picker."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from .conftest import OpenPage
from .makers import cookies_of

pytestmark = pytest.mark.usefixtures("live_server")


def test_without_a_network_a_page_says_so_and_the_list_of_pictures_is_still_there(open_page: OpenPage) -> None:
    page = open_page("/", service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.goto("/jobs/")
    page.wait_for_function("caches.open('results').then((results) => results.match('/jobs/'))")

    page.context.set_offline(True)
    page.goto("/gallery/")
    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
    page.get_by_role("link", name="Your pictures").last.click()
    expect(page.get_by_role("heading", name="Your pictures")).to_be_visible()


def test_a_photo_chosen_on_the_first_page_stands_in_the_picker_at_once(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/")
    page.locator("#picture").set_input_files(photo)

    page.wait_for_url("**/online/?photo=*")
    expect(page.locator("[name=photo]")).to_have_count(1)


def test_without_scripts_the_language_is_chosen_and_kept(open_page: OpenPage) -> None:
    page = open_page("/custom/", java_script_enabled=False, storage_state=cookies_of(Client()))
    page.get_by_role("button", name="简体中文").click()

    page.wait_for_url("**/custom/")
    expect(page.get_by_role("heading", level=1)).to_have_text("自定义风格")
    page.goto("/gallery/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
