"""What somebody chose stays chosen and in sight: after going back, offline, and when something else is refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from tests.jobs.makers import queued_job

from .conftest import OpenPage
from .makers import finish, mix_in
from .test_accessibility import assert_accessible

STYLE, OTHER, THIRD, FOURTH = styles_of("painting")[:4]
LIGHT = styles_of("photographic")[0]

pytestmark = pytest.mark.usefixtures("live_server")


def drop(page: Page, target: str, *names: str) -> None:
    page.evaluate(
        """([target, names]) => {
            const transfer = new DataTransfer();
            for (const name of names) transfer.items.add(new File(["x".repeat(40_000)], name, { type: "image/png" }));
            const happening = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
            document.querySelector(target).dispatchEvent(happening);
        }""",
        [target, names],
    )


@pytest.mark.parametrize("address", ["/online/", "/custom/"])
def test_going_back_shows_the_chosen_photo_again(address: str, open_page: OpenPage, photo: Path) -> None:
    page = open_page(address)
    page.get_by_label("Choose a photo").set_input_files(photo)
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    page.goto("/gallery/")
    page.go_back()

    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    expect(page.get_by_text("harbour.jpg (")).to_be_visible()


def test_painting_again_without_a_connection_says_so_beside_the_button(open_page: OpenPage) -> None:
    page = open_page(owners_path(queued_job()))
    page.context.set_offline(True)
    page.get_by_role("button", name="Paint again").click()

    expect(page.locator("#again .error").last).to_have_text(
        "There is no connection just now. Please press “Paint again” when it is back."
    )
    page.context.set_offline(False)
    page.get_by_role("button", name="Paint again").click()
    expect(page.locator("#again #photo-error")).to_be_empty()


def test_a_light_that_takes_the_place_of_a_mix_says_so_and_gives_it_back(open_page: OpenPage) -> None:
    page = open_page("/online/")
    page.locator(f"[value={STYLE.slug}]").check()
    mix_in(page, OTHER, THIRD, FOURTH)
    page.get_by_role("slider", name=f"Weight of {OTHER.title}").fill("90")
    page.locator(f"[value={LIGHT.slug}]").check()

    note = page.locator("#mix-note")
    expect(note).to_contain_text(
        f"Paintings and lights do not mix: {LIGHT.title} took the place of {STYLE.title} + {OTHER.title}"
    )
    note.get_by_role("button", name="Undo").click()
    titles = [style.title for style in (STYLE, OTHER, THIRD, FOURTH)]
    expect(page.locator(".mix .title")).to_have_text(titles)
    expect(page.get_by_role("slider", name=f"Weight of {OTHER.title}")).to_have_value("90")
    expect(page.locator(f"[value={LIGHT.slug}]")).not_to_be_checked()
    expect(note).to_be_empty()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_good_picture_of_a_pair_stays_when_the_other_is_refused(
    javascript: bool, open_page: OpenPage, photo: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.jpg"
    letter.write_bytes(b"I am only called a photo")
    page = open_page("/custom/", java_script_enabled=javascript)
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_label("Choose a picture").set_input_files(letter)
    page.get_by_role("button", name="Go on to the settings").click()

    expect(page.locator("#style-error")).to_contain_text("please choose a JPEG")
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    page.get_by_label("Choose a picture").set_input_files(photo)
    page.get_by_role("button", name="Go on to the settings").click()
    expect(page.get_by_role("heading", name="How shall it be done?")).to_be_visible()
    assert Job.objects.get(kind="custom").width == 1200


def test_without_javascript_a_refused_form_keeps_its_photo(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/", java_script_enabled=False)
    page.locator("#picture").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()
    expect(page.locator("#style-error")).to_contain_text("Please pick a style")
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    page.locator(f"[value={STYLE.slug}]").check()
    page.get_by_role("button", name="Paint it").click()

    page.wait_for_url("**/jobs/*/")
    assert Job.objects.get(state="queued").width == 1200


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("address", ["/online/", "/custom/"])
def test_without_javascript_the_browsers_own_field_shows_what_was_chosen(
    address: str, screen: tuple[int, int], open_page: OpenPage
) -> None:
    width, height = screen
    page = open_page(address, java_script_enabled=False, viewport={"width": width, "height": height})

    box = page.locator("input[type=file]").first.bounding_box()
    assert box is not None
    assert box["width"] >= 120
    assert box["height"] >= 20
    with_script = open_page(address).locator("input[type=file]").first.bounding_box()
    assert with_script is not None
    assert with_script["width"] == 1


def test_a_small_file_has_a_size_in_kilobytes(open_page: OpenPage) -> None:
    page = open_page("/online/")
    drop(page, "main", "tiny.png")

    expect(page.locator("#photo-name")).to_have_text("tiny.png (40 kB). ")


def test_several_photos_dropped_at_once_are_all_painted_but_for_those_that_cannot_be(
    open_page: OpenPage, photo: Path
) -> None:
    page = open_page("/online/", viewport={"width": 390, "height": 844})
    drop(page, "main", *(f"{number}.png" for number in range(21)))
    expect(page.locator("#photo-error")).to_have_text("These are 21 photos; please choose at most 20 at a time.")

    notes = photo.with_name("notes.txt")
    notes.write_text("I am no photo")
    page.locator("#picture").set_input_files([photo, notes, photo])
    expect(page.locator("#photo-error")).to_contain_text("notes.txt: This file is not a photo that we can read.")
    expect(page.locator("#photo-name")).to_contain_text("2 photos are chosen.")
    page.locator(f"[value={STYLE.slug}]").check()
    page.get_by_role("button", name="Paint all 2").click()

    page.wait_for_url("**/jobs/batches/*/")
    expect(page.get_by_role("heading", name="2 photos")).to_be_visible()
    expect(page.get_by_role("img", name="harbour, not painted yet")).to_have_count(2)
    assert_accessible(page)
    finish(Job.objects.filter(kind=Job.Kind.ONLINE)[0])
    expect(page.get_by_role("img", name="harbour, painted")).to_have_count(1)


def test_two_pictures_dropped_at_once_are_the_photo_and_the_style(open_page: OpenPage) -> None:
    page = open_page("/custom/")
    drop(page, "main", "one.png", "two.png", "three.png")

    expect(page.locator(".chosen")).to_have_text(["one.png (40 kB)", "two.png (40 kB)"])
    expect(page.locator("#pair-error")).to_have_text("Two pictures are taken, the photo and the style, and no more.")
    drop(page, "main", "four.png")
    expect(page.locator(".chosen")).to_have_text(["four.png (40 kB)", "two.png (40 kB)"])
