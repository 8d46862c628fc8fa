"""Any picture as the style, in a real browser."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from tests.jobs.makers import photo as picture
from tests.online.test_views import photo as photo_file

from .conftest import OpenPage
from .makers import cookies_of, finish, mix_in

STYLE = styles_of("painting")[0]

pytestmark = pytest.mark.usefixtures("live_server")


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    path = tmp_path / "sunflowers.jpg"
    Image.linear_gradient("L").resize((300, 200)).save(path)
    return path


def test_a_picture_is_chosen_mixed_and_kept_until_there_is_a_photo(
    open_page: OpenPage, painting: Path, photo: Path
) -> None:
    page = open_page("/online/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("checkbox", name="Any picture as the style").click(force=True)
    chooser.value.set_files(painting)
    expect(page.get_by_role("checkbox", name="sunflowers.jpg")).to_be_checked()
    mix_in(page, STYLE)
    expect(page.locator("#mix .title")).to_have_text(["sunflowers.jpg", STYLE.title])
    page.evaluate("document.getElementById('picture').required = false")
    page.get_by_label("Choose a photo").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"none"})
    page.get_by_role("button", name="Paint it").click()
    expect(page.locator("#photo-error")).to_contain_text("not a picture we can read")

    page.locator("#picture").set_input_files(photo)
    page.get_by_role("button", name="Paint it").click()

    page.wait_for_url("**/jobs/**")
    own = OwnStyle.objects.get()
    assert Job.objects.get(kind="online", state="queued").parameters["styles"] == {own.slug: 50, STYLE.slug: 50}


def test_a_file_that_is_no_picture_is_told_at_once_and_nothing_is_chosen(open_page: OpenPage) -> None:
    page = open_page("/online/")

    page.locator("#own_picture").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"none"})

    expect(page.locator("#style-error")).to_contain_text("This file is not a picture that we can read.")
    expect(page.get_by_role("checkbox", name="Any picture as the style")).not_to_be_checked()


def test_a_style_is_refined_beside_the_picture_which_is_then_painted_again(open_page: OpenPage) -> None:
    client = Client()
    brought = SimpleUploadedFile("sunflowers.jpg", picture(300, 200).data, "image/jpeg")
    address = client.post("/online/", {"own_picture": brought, "picture": photo_file(1200, 900)}).headers["Location"]
    finish(Job.objects.get())
    page = open_page(address, storage_state=cookies_of(client))
    page.get_by_role("button", name="Refine (about a minute)").click()
    expect(page.get_by_text("sunflowers waits to be refined.")).to_be_visible()

    Job.objects.filter(kind="training").update(state=Job.State.DONE, finished=timezone.now())
    page.get_by_role("button", name="Show the refined picture").click()

    page.wait_for_url(lambda now: "/jobs/" in now and address not in now)
    again = Job.objects.get(kind="online", state="queued")
    assert again.parameters["styles"] == {OwnStyle.objects.get().slug: 100}
