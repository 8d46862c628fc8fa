"""axe finds nothing to object to, in light and dark colours, on wide screens and phones."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from imagetransfer.jobs.drafts import draft_create
from imagetransfer.jobs.owners import owners_path
from tests.gallery.makers import shared
from tests.jobs.makers import photo

from .conftest import OpenPage
from .makers import painted_page

pytestmark = pytest.mark.usefixtures("live_server")

SCREENS: list[dict[str, Any]] = [
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]
EVERYWHERE = pytest.mark.parametrize("screen", SCREENS, ids=["wide and light", "phone and dark"])


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def assert_accessible_in_both_colours(page: Page) -> None:
    both: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
    for colours in both:
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        page.wait_for_function("colours => document.documentElement.dataset.theme === colours", arg=colours)
        page.evaluate("new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")
        assert_accessible(page)


@EVERYWHERE
def test_the_reference_follows_the_colours_and_passes(open_page: OpenPage, screen: dict[str, Any]) -> None:
    page = open_page("/api/reference/", **screen)
    for name in ("stylization_create", "gallery_list", "Problem"):
        page.locator(f"#{name}").evaluate("one => { one.open = true; }")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == screen["viewport"]["width"]
    light = page.locator(".operation").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert (light == "rgb(255, 255, 255)") == (screen["color_scheme"] == "light")


@EVERYWHERE
def test_the_open_mask_painter_passes(open_page: OpenPage, screen: dict[str, Any]) -> None:
    job = draft_create(algorithm="photographic", content=photo(300, 200), style=photo(200, 300))
    page = open_page(owners_path(job), **screen)
    page.get_by_role("radio", name="I show it").check()
    expect(page.locator(".mask-stage img")).to_have_count(2)

    assert_accessible(page)


@EVERYWHERE
@pytest.mark.parametrize("address", ["/online/", "/live/", "/custom/", "/gallery/"])
def test_the_pages_that_take_and_show_pictures_pass(address: str, open_page: OpenPage, screen: dict[str, Any]) -> None:
    shared("Harbour")

    assert_accessible(open_page(address, **screen))


# What is wider than its place and has no way out of it: its end would be cut off.
# Of a before-after's slider, the thumb may stick out.
CUT = """[...document.querySelectorAll("main :not(before-after), header *")].filter((one) => one.clientWidth > 1
  && one.scrollWidth > one.clientWidth + 1 && ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
  .map((one) => one.outerHTML)"""


@pytest.mark.parametrize("address", ["/", "/online/", "/live/", "/custom/", "/gallery/", "/jobs/", "/offline/"])
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_nothing_is_cut_on_a_phone_in_either_language(address: str, locale: str, open_page: OpenPage) -> None:
    page = open_page(address, **SCREENS[1], locale=locale)

    assert page.locator("html").get_attribute("lang") == ("zh-hans" if locale == "zh-CN" else "en")
    assert page.evaluate("document.documentElement.scrollWidth") == SCREENS[1]["viewport"]["width"]
    assert page.evaluate(CUT) == []
    if locale == "zh-CN":
        assert_accessible_in_both_colours(page)


def test_the_pages_of_pictures_pass_in_chinese_too(open_page: OpenPage) -> None:
    picture = shared("Harbour").get_absolute_url()
    page = painted_page(open_page, locale="zh-CN", viewport=SCREENS[1]["viewport"])
    assert_accessible_in_both_colours(page)
    for address in ("/jobs/", picture):
        page.goto(address)
        assert_accessible_in_both_colours(page)
