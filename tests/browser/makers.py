"""What the tests of pages need to begin in the middle."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import Page

from algorithms.styles.catalogue import Style, styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_claim, job_claim_next, job_deliver
from tests.jobs.makers import photo

from .conftest import OpenPage

STYLE, OTHER = styles_of("painting")[:2]


def cookies_of(client: Client) -> Any:
    """Return what makes a new browser the one that the client was."""
    usual = {"domain": "localhost", "path": "/", "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
    cookies = [{"name": name, "value": cookie.value, **usual} for name, cookie in client.cookies.items()]
    return {"cookies": cookies, "origins": []}


def finish(job: Job) -> None:
    """Deliver preview and result of a job that waits in its first lane."""
    claimed = job_claim(pk=job.pk, lane=job.lane)
    assert claimed is not None
    job_deliver(claimed, preview=photo().data, result=(photo().data, photo().data))


def jpeg(grey: int, width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("L", (width, height), grey).save(file, "JPEG")
    return file.getvalue()


def work(lane: Job.Lane) -> Job:
    """Deliver what a worker of the lane would: a grey that tells with which strength it was painted."""
    job = job_claim_next(lane=lane)
    assert job is not None
    grey = 2 * job.parameters["strength"]
    if lane == Job.Lane.PREVIEW:
        job_deliver(job, preview=jpeg(grey, 300, 200))
    else:
        job_deliver(job, result=(jpeg(grey, 1200, 800), jpeg(grey, 1200, 800)))
    return job


def mix_in(page: Page, *styles: Style) -> None:
    """Add styles to what is picked, by their cards' plus."""
    for style in styles:
        page.get_by_role("button", name=f"Mix in {style.title}", exact=True).click()


def step_back(page: Page) -> None:
    """Go back to an earlier picture, whose page loads again; `go_back` does not wait for that."""
    with page.expect_event("load"):
        page.evaluate("() => { history.back(); }")


def painted_page(open_page: OpenPage, *, is_finished: bool = True, **options: Any) -> Page:
    """Open the page of a picture that belongs to the browser."""
    client = Client()
    upload = SimpleUploadedFile("photo.png", photo(1200, 800).data, "image/png")
    address = client.post("/online/", {"style": STYLE.slug, "picture": upload}).headers["Location"]
    work(Job.Lane.PREVIEW)
    client.post(f"{address}full-size/")
    if is_finished:
        work(Job.Lane.FULL_SIZE)
    return open_page(address, storage_state=cookies_of(client), **options)
