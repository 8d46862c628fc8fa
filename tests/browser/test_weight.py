"""What the picker's page loads before anything is chosen, and after."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from algorithms.styles.catalogue import styles

from .conftest import OpenPage

MOST_BYTES = 600_000
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}


def samples_in(page: Page) -> list[str]:
    names = "performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop())"
    return [name for name in page.evaluate(names) if "-sample" in name]


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_picker_is_light_until_something_is_chosen(open_page: OpenPage, screen: dict[str, Any]) -> None:
    page = open_page("about:blank", **screen)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    loaded: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto("/online/")
    page.mouse.wheel(0, 2000)  # to where the last style stands
    page.wait_for_load_state("networkidle")

    assert len(loaded) > len(styles())
    assert sum(loaded) < MOST_BYTES
    assert samples_in(page) == []

    style = styles()[-1]
    page.locator(f"[value={style.slug}]").check()
    expect(page.locator(f".card:has([value={style.slug}]) .sample")).to_be_visible()
    page.wait_for_function("performance.getEntriesByType('resource').some((entry) => entry.name.includes('-sample'))")
    assert samples_in(page) == [style.sample]
