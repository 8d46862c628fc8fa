"""What the link of a picture lets one do, what its owner can do, and what moderators can."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from imagetransfer.gallery.moderation import picture_report
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.jobs.work import job_claim, job_deliver
from tests.gallery.makers import jpeg, painted, shared
from tests.jobs.makers import queued_job

from .conftest import OpenPage

pytestmark = pytest.mark.usefixtures("live_server")

CONTROLS = ("Cancel", "Delete everything now", "Share to the gallery", "Paint again", "Try another style")


def controls_on(page: Page) -> list[str]:
    return [name for name in CONTROLS if page.get_by_text(name, exact=True).count()]


def natural_width(page: Page, name: str) -> int:
    width: int = page.get_by_role("img", name=name).evaluate(
        "async image => (await image.decode(), image.naturalWidth)"
    )
    return width


def test_the_copied_link_is_to_look_at_and_download_and_the_private_link_is_to_manage(
    open_page: OpenPage, tmp_path: Path
) -> None:
    owner = open_page(owners_path(painted()), permissions=["clipboard-read", "clipboard-write"])
    owner.get_by_role("button", name="Copy link").click()
    expect(owner.get_by_text("Link copied")).to_be_visible()
    link = owner.evaluate("navigator.clipboard.readText()")
    owner.get_by_text("Manage it on another device").click()
    private = owner.locator(".private-link .address").inner_text()

    stranger = open_page(link)
    assert natural_width(stranger, "A photo after") == 64
    assert controls_on(stranger) == []
    assert stranger.locator("main form").count() == 0
    with stranger.expect_download() as download:
        stranger.get_by_role("link", name="Download JPEG").click()
    assert download.value.path().read_bytes() == jpeg()
    stranger.goto(f"{link}delete/")
    expect(stranger.get_by_text("Only whoever made this picture can do that.")).to_be_visible()

    elsewhere = open_page(private)
    assert "secret" not in elsewhere.url
    assert {"Delete everything now", "Share to the gallery"} <= set(controls_on(elsewhere))
    elsewhere.get_by_role("link", name="Delete everything now").click()
    elsewhere.get_by_role("button", name="Delete everything now").click()
    expect(elsewhere.get_by_text("There is nothing here yet")).to_be_visible()
    assert not Job.objects.exists()


def test_who_looks_too_early_sees_the_picture_appear(open_page: OpenPage) -> None:
    job = queued_job()
    page = open_page(job.get_absolute_url())
    expect(page.get_by_text("It appears here by itself.")).to_be_visible()
    expect(page.locator("main img")).to_have_count(0)

    claimed = job_claim(pk=job.pk, lane="preview")
    assert claimed is not None
    job_deliver(claimed, preview=jpeg(), result=(jpeg(), b"png"))

    expect(page.get_by_role("link", name="Download JPEG")).to_be_visible(timeout=15_000)
    assert natural_width(page, "A photo after") == 64


def test_without_javascript_the_link_and_the_private_link_work_as_well(open_page: OpenPage) -> None:
    job = painted()

    stranger = open_page(job.get_absolute_url(), java_script_enabled=False)
    expect(stranger.get_by_role("img", name="A photo after")).to_be_visible()
    expect(stranger.get_by_role("link", name="Download JPEG")).to_be_visible()
    owner = open_page(owners_path(job), java_script_enabled=False)
    expect(owner.get_by_role("link", name="Delete everything now")).to_be_visible()


def test_online_pictures_are_deleted_one_by_one_and_all_at_once(open_page: OpenPage) -> None:
    jobs = [painted() for _ in range(3)]
    page = open_page(owners_path(jobs[0]))
    expect(page.get_by_text("Otherwise your pictures are deleted on")).to_be_visible()
    for job in jobs[1:]:
        page.goto(owners_path(job))

    page.get_by_role("link", name="Your pictures", exact=True).first.click()
    expect(page.get_by_text("Deleted on")).to_have_count(3)
    page.get_by_role("link", name="Delete the picture of").first.click()
    page.get_by_role("button", name="Delete everything now").click()
    expect(page.get_by_role("img", name="Picture of")).to_have_count(2)
    page.get_by_role("link", name="Delete all").click()
    page.get_by_role("link", name="Keep them").click()
    expect(page.get_by_role("img", name="Picture of")).to_have_count(2)
    page.get_by_role("link", name="Delete all").click()
    page.get_by_role("button", name="Delete all of them now").click()
    expect(page.get_by_text("There is nothing here yet")).to_be_visible()
    assert not Job.objects.exists()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(open_page: OpenPage, width: int) -> None:
    job = painted()
    page = open_page(job.get_absolute_url(), viewport={"width": width, "height": 844})

    for address in (job.get_absolute_url(), owners_path(job), "/jobs/", "/jobs/delete/"):
        page.goto(address)
        if page.get_by_text("Manage it on another device").count():
            page.get_by_text("Manage it on another device").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def log_in(page: Page) -> None:
    User.objects.create_superuser("ada", password="a-long-secret-9")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("a-long-secret-9")
    page.get_by_role("button", name="Log in").click()


def test_a_moderator_finds_a_private_upload_by_its_link_sees_it_and_removes_it(open_page: OpenPage) -> None:
    job, kept = queued_job(), painted()
    page = open_page("/admin/jobs/job/")
    log_in(page)

    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    page.locator("#searchbar").fill(f"http://localhost{job.get_absolute_url()}")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("link", name=str(job.pk)[:8]).click()
    assert natural_width(page, "the photo") == 60
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Yes, I’m sure").click()

    expect(page.get_by_text("was deleted successfully")).to_be_visible()
    assert Job.objects.get() == kept


def test_a_report_can_be_read_in_the_list(open_page: OpenPage) -> None:
    text = "This is my neighbour's garden with my children in it, and nobody asked me. Please take it away."
    picture_report(shared("A title that is long enough to be in the way"), reason="private", text=text, client="c")
    page = open_page("/admin/gallery/report/", viewport={"width": 1280, "height": 800})
    log_in(page)

    box = page.get_by_role("cell", name=text).bounding_box()
    assert box is not None
    assert box["width"] >= 300
    assert box["height"] <= 160
