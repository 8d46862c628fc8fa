"""Painting masks over the pictures of a custom job: by mouse, finger and keyboard."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from imagetransfer.jobs.drafts import draft_create, draft_regions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.pictures.decoding import encode
from tests.jobs.makers import content_of, photo

from .conftest import OpenPage

pytestmark = pytest.mark.usefixtures("live_server")

BLUE, RED = (90, 170, 255), (200, 90, 70)  # of the first two areas
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

COLOUR_AT = """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(
  canvas.width * x, canvas.height * y, 1, 1).data].slice(0, 3)"""


def draft() -> Job:
    return draft_create(algorithm="photographic", content=photo(1200, 800), style=photo(600, 800))


def open_painter(open_page: OpenPage, job: Job, **options: Any) -> Page:
    page = open_page(owners_path(job), **options)
    page.get_by_role("radio", name="I show it").check()
    expect(page.locator(".mask-stage img")).to_have_count(2)
    return page


def canvas_of(page: Page, name: str = "Paint areas: Your photo") -> Locator:
    canvas = page.get_by_role("application", name=name)
    canvas.evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    return canvas


def colour_at(canvas: Locator, x: float, y: float) -> tuple[int, ...]:
    return tuple(canvas.evaluate(COLOUR_AT, [x, y]))


def paint(canvas: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw with the mouse between two places, as shares of what is to be seen of the canvas."""
    box = canvas.bounding_box()
    assert box is not None
    places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
    canvas.page.mouse.move(*places[0])
    canvas.page.mouse.down()
    canvas.page.mouse.move(*places[1], steps=5)
    canvas.page.mouse.up()


def colours(job: Job, name: str) -> set[tuple[int, ...]]:
    """Return the colours of areas; those between two at a border are none."""
    with Image.open(BytesIO(content_of(getattr(job, name)))) as mask:
        found = mask.convert("RGB").getcolors(100_000) or []
        return {colour for count, colour in found if count > 5000 and isinstance(colour, tuple)}


def test_masks_painted_on_the_page_go_the_way_of_uploaded_ones(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/custom/")
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_label("Choose a picture").set_input_files(photo)
    page.get_by_role("radio", name="Light").check()
    page.get_by_role("button", name="Go on to the settings").click()
    page.get_by_role("radio", name="I show it").check()
    expect(page.locator(".mask-stage img")).to_have_count(2)

    page.locator("label", has_text="Area 2").click()
    for name in ("Paint areas: Your photo", "Paint areas: The style"):
        paint(canvas_of(page, name), (0.1, 0.2), (0.9, 0.2))
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Your picture is next")).to_be_visible()

    job = Job.objects.get()
    assert job.parameters["masks"] == "own"
    assert colours(job, "content_mask") == colours(job, "style_mask") == {BLUE, RED}


@pytest.mark.parametrize(("screen", "least"), [((1280, 800), 800), ((390, 844), 350)])
def test_the_painter_is_as_wide_as_the_page(open_page: OpenPage, screen: tuple[int, int], least: int) -> None:
    width, height = screen
    page = open_painter(open_page, draft(), viewport={"width": width, "height": height})

    box = canvas_of(page).bounding_box()
    assert box is not None
    assert box["width"] >= least
    assert page.evaluate("document.documentElement.scrollWidth") == width
    other = canvas_of(page, "Paint areas: The style").bounding_box()
    assert other is not None
    assert other["height"] <= 0.75 * height + 1  # a high picture is seen whole


def test_strokes_are_undone_come_back_and_are_erased(open_page: OpenPage) -> None:
    page = open_painter(open_page, draft())
    canvas = canvas_of(page)
    page.locator("label", has_text="Area 2").click()
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    paint(canvas, (0.2, 0.5), (0.8, 0.5))
    assert (colour_at(canvas, 0.5, 0.5), colour_at(canvas, 0.5, 0.9)) == (RED, BLUE)

    undo.click()
    assert colour_at(canvas, 0.5, 0.5) == BLUE
    redo.click()
    assert colour_at(canvas, 0.5, 0.5) == RED
    page.locator("label", has_text="Eraser").click()
    paint(canvas_of(page), (0.45, 0.5), (0.55, 0.5))
    assert (colour_at(canvas, 0.5, 0.5), colour_at(canvas, 0.25, 0.5)) == (BLUE, RED)
    page.keyboard.press("Control+z")
    assert colour_at(canvas, 0.5, 0.5) == RED


def test_the_brush_is_shown_where_it_will_paint_and_is_finer_in_what_is_enlarged(open_page: OpenPage) -> None:
    page = open_painter(open_page, draft())
    canvas = canvas_of(page)
    brush = page.locator(".brush").first
    canvas.hover(position={"x": 200, "y": 150})
    before: Any = brush.bounding_box()
    mask: Any = canvas.bounding_box()
    assert abs(before["x"] + before["width"] / 2 - mask["x"] - 200) < 2
    assert abs(before["width"] - 0.08 * mask["width"]) < 2

    for _ in range(3):
        page.get_by_role("group", name="Zoom: Your photo").get_by_role("button", name="Larger").click()
    expect(page.locator(".mask output").first).to_have_text("338 %")
    canvas.hover(position={"x": mask["width"] * 1.7, "y": mask["height"] * 1.7})
    larger: Any = canvas.bounding_box()
    after: Any = brush.bounding_box()
    assert larger["width"] > 3 * mask["width"]
    assert abs(after["width"] - before["width"]) < 2
    page.get_by_role("button", name="All of it").first.click()
    whole: Any = canvas.bounding_box()
    assert (whole["width"], whole["height"]) == (mask["width"], mask["height"])


def test_everything_is_painted_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_painter(open_page, draft())
    canvas = canvas_of(page)
    page.locator("[name=mask-colour]").first.focus()
    page.keyboard.press("ArrowRight")  # the second area
    canvas.focus()
    expect(page.locator(".brush").first).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("mask-painter [role=status]")).to_have_text("The brush is down.")
    for _ in range(8):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Space")

    assert colour_at(canvas, 0.9, 0.5) == RED
    assert colour_at(canvas, 0.2, 0.5) == BLUE
    page.keyboard.press("+")
    expect(page.locator(".mask output").first).to_have_text("150 %")
    page.keyboard.press("Control+z")
    assert colour_at(canvas, 0.9, 0.5) == BLUE


def test_one_finger_paints_and_two_zoom(open_page: OpenPage) -> None:
    page = open_painter(open_page, draft(), **PHONE)
    page.locator("label", has_text="Area 2").click()
    canvas = canvas_of(page)
    devtools = page.context.new_cdp_session(page)
    box: Any = canvas.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": left, "y": top, "id": number} for number, (left, top) in enumerate(points)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    touch("touchStart", (x - 60, y))
    touch("touchMove", (x + 60, y))
    touch("touchEnd")
    assert colour_at(canvas, 0.5, 0.5) == RED

    touch("touchStart", (x - 20, y + 50))
    touch("touchStart", (x - 20, y + 50), (x + 20, y + 50))
    touch("touchMove", (x - 40, y + 50), (x + 40, y + 50))
    touch("touchEnd")
    expect(page.locator(".mask output").first).to_have_text("200 %")
    assert colour_at(canvas, 0.45, 0.73) == BLUE  # the first finger of the two painted nothing
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_refused_form_keeps_what_was_painted(open_page: OpenPage) -> None:
    page = open_painter(open_page, draft())
    page.locator("label", has_text="Area 2").click()
    paint(canvas_of(page), (0.2, 0.5), (0.8, 0.5))
    page.get_by_role("spinbutton", name="Steps", exact=True).fill("3")
    page.locator("details summary").click()
    page.get_by_label("Rounds, from small to large").fill("5")  # more than so few steps can have
    page.get_by_role("button", name="Start").click()

    expect(page.get_by_text("3 steps are too few for 5 scales")).to_be_visible()
    expect(page.get_by_role("radio", name="I show it")).to_be_checked()
    expect(page.locator(".mask-stage img")).to_have_count(2)
    assert colour_at(canvas_of(page), 0.5, 0.5) == RED


def test_found_regions_have_names_and_are_what_painting_begins_with(open_page: OpenPage) -> None:
    job = draft()
    halves = Image.new("RGB", (120, 80), "#5aaaff")
    halves.paste("#c85a46", (0, 40, 120, 80))
    names = [("Sky", "#5aaaff"), ("Trees and grass, lit like the mountains", "#c85a46")]
    regions = [{"name": name, "colour": colour} for name, colour in names]
    draft_regions(job=job, regions=regions, content=encode(halves, "PNG"), style=encode(halves, "PNG"))
    page = open_painter(open_page, job)

    expect(page.locator(".mask-areas label")).to_have_text([*(name for name, _ in names), "Another area", "Eraser"])
    canvas = canvas_of(page)
    assert (colour_at(canvas, 0.5, 0.2), colour_at(canvas, 0.5, 0.8)) == (BLUE, RED)
    page.locator("label", has_text="Another area").click()
    paint(canvas, (0.2, 0.2), (0.8, 0.2))
    assert colour_at(canvas, 0.5, 0.2) == (255, 255, 255)
