"""What the picker's page loads before a photo is chosen, and for the wall."""

from typing import Any

import pytest

from algorithms.styles.catalogue import styles

from .conftest import OpenPage

MOST_BYTES = 650_000
WIDE = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("screen", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_picker_is_light_and_loads_what_is_in_sight(open_page: OpenPage, screen: dict[str, Any]) -> None:
    page = open_page("about:blank", **screen)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    loaded: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto("/online/")
    page.wait_for_load_state("networkidle")
    at_first = len(loaded)
    page.locator(f"[value={styles()[-1].slug}]").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")

    assert at_first <= len(loaded)
    assert sum(loaded) < MOST_BYTES
