"""The whole path of a custom job, from the two pictures to the mail with the result."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path

from .conftest import OpenPage

DONE = 300_000  # the first job of a test run loads TensorFlow


@pytest.fixture(autouse=True)
def mails_as_files(settings: Settings, live_server: LiveServer) -> None:
    settings.SITE_URL = live_server.url
    settings.EMAIL_BACKEND = "imagetransfer.outbox.eml_files.EmailBackend"
    settings.MAILS_AS_FILES = True


@pytest.fixture
def painting(tmp_path: Path) -> Path:
    path = tmp_path / "waves.png"
    Image.effect_noise((90, 60), 90).resize((300, 200)).convert("RGB").save(path)
    return path


def choose_pictures(page: Page, photo: Path, painting: Path) -> None:
    page.get_by_label("Choose a photo").set_input_files(photo)
    page.get_by_label("Choose a picture").set_input_files(painting)
    page.get_by_role("radio", name="Painting").check()
    page.get_by_role("button", name="Go on to the settings").click()


def start(page: Page, *, email: str = "", steps: int = 3) -> None:
    page.get_by_label("Size").select_option("256")
    page.get_by_role("spinbutton", name="Steps", exact=True).fill(str(steps))
    page.get_by_label("Your email address").fill(email)
    page.get_by_role("button", name="Start").click()


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


@pytest.mark.usefixtures("worker")
def test_the_result_in_the_mail_is_the_one_on_the_page(
    open_page: OpenPage, photo: Path, painting: Path, live_server: LiveServer
) -> None:
    page = open_page("/custom/")
    choose_pictures(page, photo, painting)
    start(page, email="ada@example.org")

    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=DONE)
    expect(page.get_by_role("img", name="Your photo in the new style")).to_be_visible()
    expect(page.get_by_role("img", name="The losses over the steps")).to_be_visible()
    result = download(page, "Download JPEG")
    private_link = f"{live_server.url}{owners_path(Job.objects.get())}"

    call_command("deliver", once=True)
    page.goto("/mail/")
    expect(page.get_by_role("link", name="We have your pictures")).to_be_visible()
    page.get_by_role("link", name="Your picture is ready").click()
    assert download(page, "imagetransfer.jpg") == result
    page.get_by_role("link", name="See it as a mail program shows it").click()
    expect(page.get_by_role("link", name="Open your picture's page")).to_have_attribute("href", private_link)

    page.go_back()
    page.get_by_role("link", name="/mail/stop/").click()
    page.get_by_role("button", name="Send me no more mail").click()
    expect(page.get_by_role("heading", name="You get no more mail from us")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_everything_works_without_javascript_and_everything_can_be_deleted(
    open_page: OpenPage, photo: Path, painting: Path
) -> None:
    page = open_page("/custom/", java_script_enabled=False)
    choose_pictures(page, photo, painting)
    start(page)
    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=DONE)
    link = page.url

    page.get_by_role("button", name="Try other settings").click()
    expect(page.get_by_role("spinbutton", name="Steps", exact=True)).to_have_value("3")
    start(page, steps=4)
    expect(page.get_by_role("heading", name="Your picture is ready")).to_be_visible(timeout=DONE)

    page.get_by_role("link", name="Your pictures", exact=True).first.click()
    expect(page.get_by_role("img", name="Picture of")).to_have_count(2)
    page.goto(link)
    page.get_by_role("link", name="Delete everything now").click()
    page.get_by_role("button", name="Delete everything now").click()
    expect(page.get_by_role("img", name="Picture of")).to_have_count(1)
    answer = page.goto(link)
    assert answer is not None
    assert answer.status == 404


def test_a_waiting_job_says_so_and_can_be_cancelled(open_page: OpenPage, photo: Path, painting: Path) -> None:
    page = open_page("/custom/")
    choose_pictures(page, photo, painting)
    start(page, email="ada@example.org")

    expect(page.get_by_role("heading", name="Your picture is next")).to_be_visible()
    expect(page.get_by_text("A mail to a…@example.org follows")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="This picture was cancelled")).to_be_visible()


def test_the_page_says_before_the_start_how_long_it_takes_with_the_settings_as_they_stand(
    open_page: OpenPage, photo: Path, painting: Path
) -> None:
    page = open_page("/custom/")
    choose_pictures(page, photo, painting)
    duration = page.locator("#duration")

    expect(duration).to_contain_text("This takes about 20 seconds, as a computer of two cores does it")
    page.get_by_label("Size").select_option("1200")
    expect(duration).to_contain_text("This takes about 2\xa0minutes")
    page.get_by_role("spinbutton", name="Steps", exact=True).fill("1")
    expect(duration).to_contain_text("With these settings it cannot begin.")
    page.get_by_role("spinbutton", name="Steps", exact=True).fill("30")
    expect(duration).to_contain_text("This takes about 20 seconds")


def test_without_javascript_the_page_says_how_long_it_usually_takes(
    open_page: OpenPage, photo: Path, painting: Path
) -> None:
    page = open_page("/custom/", java_script_enabled=False)
    choose_pictures(page, photo, painting)

    expect(page.locator("#duration")).to_contain_text("This takes about 20 seconds")


def test_a_running_job_says_what_the_machine_has_measured_and_not_the_pace_of_its_first_steps(
    open_page: OpenPage, photo: Path, painting: Path
) -> None:
    page = open_page("/custom/")
    choose_pictures(page, photo, painting)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("About 20 seconds until it is done.")).to_be_visible()

    started = timezone.now() - timedelta(seconds=15)
    Job.objects.update(state="running", started=started, heartbeat=timezone.now(), step=3, progress=0.02)

    expect(page.get_by_text(re.compile("About [34]0 seconds until it is done."))).to_be_visible()
