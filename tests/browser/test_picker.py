import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings

from algorithms.styles.catalogue import Style, styles_of
from imagetransfer.jobs.models import Job

from .conftest import OpenPage
from .makers import mix_in

STYLE, OTHER, *MORE = styles_of("painting")
LIGHT = styles_of("photographic")[0]


def pick_and_paint(page: Page, photo: Path) -> None:
    page.get_by_role("checkbox", name=STYLE.title).check()
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()


def test_without_a_style_the_page_says_so_beside_the_picker_and_keeps_the_photo(
    open_page: OpenPage, photo: Path
) -> None:
    page = open_page("/online/")
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()

    expect(page.locator("#style-error")).to_have_text("Please pick a style: none is chosen yet.")
    expect(page.get_by_role("checkbox", name=STYLE.title)).to_be_focused()
    expect(page.locator("#photo-name")).to_contain_text("harbour.jpg")
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()

    page.get_by_role("checkbox", name=STYLE.title).check()

    expect(page.locator("#style-error")).to_be_empty()


def test_a_file_of_the_wrong_type_is_refused_before_it_is_sent(open_page: OpenPage, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7")
    page = open_page("/online/")
    page.get_by_label("Choose a photo").set_input_files(letter)

    expect(page.locator("#photo-error")).to_contain_text("Please choose a JPEG, PNG, WebP or HEIC picture.")
    assert page.evaluate("document.getElementById('picture').files.length") == 0


def test_what_only_looks_like_a_photo_is_refused_by_the_server_beside_the_field(
    open_page: OpenPage, tmp_path: Path
) -> None:
    false_photo = tmp_path / "photo.jpg"
    false_photo.write_bytes(b"<html>not a photo</html>")
    page = open_page("/online/")
    pick_and_paint(page, false_photo)

    expect(page.locator("#photo-error")).to_contain_text("please choose a JPEG")
    expect(page.get_by_role("checkbox", name=STYLE.title)).to_be_checked()
    expect(page.get_by_role("button", name="Paint it")).to_be_enabled()


def test_a_too_large_photo_is_refused_with_both_sizes(open_page: OpenPage, settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000_000
    large = tmp_path / "large.jpg"
    large.write_bytes(bytes(2_400_000))
    page = open_page("/online/")
    page.get_by_label("Choose a photo").set_input_files(large)

    expect(page.locator("#photo-error")).to_have_text(
        "This photo is 2.4 MB, and the limit is 1.0 MB. Please choose a smaller one."
    )


def test_a_full_queue_is_told_beside_the_photo_which_stays_chosen(
    open_page: OpenPage, photo: Path, settings: Settings
) -> None:
    settings.QUEUE_LIMIT = 0
    page = open_page("/online/")
    pick_and_paint(page, photo)

    expect(page.locator("#photo-error")).to_contain_text(re.compile(r"Please try again in \d+ seconds\."))
    expect(page.locator("#photo-name")).to_contain_text("harbour.jpg")


def test_a_slow_network_shows_how_much_of_the_photo_is_sent(open_page: OpenPage, tmp_path: Path) -> None:
    photo = tmp_path / "grain.png"
    Image.effect_noise((600, 600), 100).save(photo)  # about 350 kB: noise cannot be compressed
    page = open_page("/online/")
    devtools = page.context.new_cdp_session(page)
    devtools.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 100, "downloadThroughput": -1, "uploadThroughput": 200_000},
    )
    pick_and_paint(page, photo)

    expect(page.get_by_text(re.compile(r"Sending your photo… [1-9]\d? %"))).to_be_visible()
    expect(page.get_by_role("button", name="Paint it")).to_be_disabled()
    page.wait_for_url("**/jobs/*/")


def test_a_lost_connection_keeps_everything_for_another_try(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    page.context.set_offline(True)
    pick_and_paint(page, photo)

    expect(page.locator("#photo-error")).to_contain_text("The connection broke off.")
    expect(page.get_by_role("button", name="Paint it")).to_be_enabled()


def test_a_photo_can_be_dropped_or_pasted_anywhere(open_page: OpenPage) -> None:
    page = open_page("/online/")
    for event, field in (("drop", "dataTransfer"), ("paste", "clipboardData")):
        page.evaluate(
            """([event, field]) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File(["x"], `${event}ped.png`, { type: "image/png" }));
                const happening = new Event(event, { bubbles: true, cancelable: true });
                happening[field] = transfer;
                document.body.dispatchEvent(happening);
            }""",
            [event, field],
        )

        expect(page.locator("#photo-name")).to_contain_text(f"{event}ped.png")


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    page.on("filechooser", lambda chooser: chooser.set_files(photo))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Choose a photo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#photo-name")).to_contain_text("harbour.jpg")
    expect(page.locator("#examples")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator("#choices summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Paint it")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Surprise me")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name=STYLE.title)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name=OTHER.title)).to_be_checked()
    page.keyboard.press("Enter")

    page.wait_for_url("**/jobs/*/")
    assert Job.objects.get(kind="online").parameters["styles"] == {OTHER.slug: 100}


def pick(page: Page, *chosen: Style) -> None:
    for style in chosen:
        page.locator(f"[value={style.slug}]").check()


def test_one_style_is_all_it_takes_and_nothing_else_is_unfolded(open_page: OpenPage) -> None:
    page = open_page("/online/")
    pick(page, STYLE)

    expect(page.locator("#chosen")).to_have_text(STYLE.title)
    expect(page.get_by_role("slider", name="Strength")).to_be_hidden()


def test_another_card_takes_the_place_of_the_first(open_page: OpenPage) -> None:
    page = open_page("/online/")
    pick(page, STYLE, OTHER)

    expect(page.locator("#chosen")).to_have_text(OTHER.title)
    expect(page.get_by_role("checkbox", name=STYLE.title)).not_to_be_checked()


def test_the_plus_of_a_card_mixes_it_in_and_sliders_weigh_the_mix(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    pick(page, STYLE)
    mix_in(page, OTHER, MORE[0])
    weight = page.get_by_role("slider", name=f"Weight of {OTHER.title}")
    expect(page.locator(".mix .share")).to_have_text(["33 %"] * 3)
    weight.fill("100")
    expect(page.locator(".mix .share")).to_have_text(["25 %", "50 %", "25 %"])

    page.get_by_role("button", name=f"Take {STYLE.title} out").click()
    expect(page.locator(".mix .title")).to_have_text([OTHER.title, MORE[0].title])
    expect(page.get_by_role("checkbox", name=STYLE.title)).not_to_be_checked()
    page.locator("#picture").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()

    page.wait_for_url("**/jobs/*/")
    assert Job.objects.get(kind="online").parameters["styles"] == {OTHER.slug: 100, MORE[0].slug: 50}


def test_a_mix_that_is_full_takes_no_more_and_says_so(open_page: OpenPage) -> None:
    page = open_page("/online/")
    pick(page, STYLE)
    mix_in(page, OTHER, *MORE[:3])

    expect(page.locator(f"[value={MORE[2].slug}]")).not_to_be_checked()
    expect(page.locator("#mix-error")).to_have_text(
        f"A mix has at most 4 styles. Take one out before {MORE[2].title} goes in."
    )


def test_a_photographic_style_takes_the_place_of_paintings_and_has_no_strokes(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/")
    pick(page, STYLE)
    mix_in(page, OTHER)
    expect(page.get_by_role("slider", name="Stroke size")).to_be_visible()
    pick(page, LIGHT)

    expect(page.locator(".mix .title")).to_have_text([LIGHT.title])
    expect(page.get_by_role("slider", name="Stroke size")).to_be_hidden()
    page.get_by_role("slider", name="Strength").fill("60")
    expect(page.locator(".setting output").first).to_have_text("60 %")
    page.locator("#picture").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()

    page.wait_for_url("**/jobs/*/")
    parameters = Job.objects.get(kind="online").parameters
    assert (parameters["styles"], parameters["strength"]) == ({LIGHT.slug: 100}, 60)


def test_without_javascript_a_mix_is_weighed_in_its_cards(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/", java_script_enabled=False)
    weight = page.get_by_role("slider", name=f"Weight of {OTHER.title}")
    expect(weight).to_be_hidden()
    pick(page, STYLE, OTHER)
    weight.fill("75")
    page.locator("#choices summary").click()
    page.get_by_role("checkbox", name="Keep the photo's colours").check()
    page.locator("#picture").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()

    expect(page.get_by_role("heading", name="A mix of 2 styles")).to_be_visible()
    parameters = Job.objects.get(kind="online").parameters
    assert (parameters["styles"], parameters["keep_colours"]) == ({OTHER.slug: 75, STYLE.slug: 50}, True)


def test_on_a_phone_the_photo_and_the_button_are_always_in_reach(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/online/", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)

    expect(page.get_by_text("Choose a photo", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Paint it")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    pick_and_paint(page, photo)
    page.wait_for_url("**/jobs/*/")


def test_the_navigation_closes_and_stays_closed_and_is_a_drawer_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/online/")
    page.get_by_role("checkbox", name="navigation").check()
    page.get_by_role("link", name="Gallery").click()
    expect(page.get_by_role("checkbox", name="navigation")).to_be_checked()

    phone = open_page("/online/", viewport={"width": 390, "height": 844})
    expect(phone.get_by_role("link", name="Gallery")).to_be_hidden()
    phone.get_by_role("checkbox", name="navigation").check()
    phone.get_by_role("link", name="Gallery").click()
    expect(phone).to_have_url(re.compile("/gallery/$"))
