"""Painting masks over the pictures of a custom job."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from imagetransfer.jobs.models import Job
from tests.jobs.makers import content_of

from .conftest import OpenPage


def colours(job: Job, name: str) -> set[tuple[int, ...]]:
    """Return the colours of areas; those between two at a border are none."""
    with Image.open(BytesIO(content_of(getattr(job, name)))) as mask:
        found = mask.convert("RGB").getcolors(100_000) or []
        return {colour for count, colour in found if count > 5000 and isinstance(colour, tuple)}


@pytest.mark.usefixtures("live_server")
def test_masks_painted_on_the_page_go_the_way_of_uploaded_ones(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/custom/")
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_label("Choose a picture").set_input_files(photo)
    page.get_by_role("radio", name="Photographic").check()
    page.get_by_role("button", name="Go on to the settings").click()
    page.get_by_role("radio", name="I show it").check()

    for name in ("Paint regions on your photo", "Paint regions on the style"):
        page.get_by_role("radio", name="region 2").check()
        canvas = page.get_by_role("img", name=name)
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 20, steps=5)
        page.mouse.up()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Your picture is next")).to_be_visible()

    job = Job.objects.get()
    assert job.parameters["masks"] == "own"
    assert colours(job, "content_mask") == colours(job, "style_mask") == {(90, 170, 255), (200, 90, 70)}
