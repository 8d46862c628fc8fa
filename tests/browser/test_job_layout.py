"""Where things stand on a job's page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from imagetransfer.jobs.drafts import draft_create
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.jobs.work import job_claim, job_deliver, job_report_progress
from tests.jobs.makers import photo, queued_job

from .conftest import OpenPage

LAPTOP = {"width": 1280, "height": 800}
SHAPES = {"2:3": (1000, 1500), "3:4": (900, 1200), "4:5": (960, 1200), "1:1": (900, 900), "3:2": (1500, 1000)}


def bottom(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def page_of(open_page: OpenPage, shape: str, *, is_finished: bool) -> Page:
    width, height = SHAPES[shape]
    job = queued_job(width, height)
    small = photo(width // 2, height // 2).data
    for lane in [Job.Lane.PREVIEW, Job.Lane.FULL_SIZE][: 1 + is_finished]:
        claimed = job_claim(pk=job.pk, lane=lane)
        assert claimed is not None
        done = lane == Job.Lane.FULL_SIZE
        job_deliver(claimed, preview=None if done else small, result=(small, small) if done else None)
    return open_page(owners_path(job), viewport=LAPTOP)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("is_finished", "link"), [(True, "Download JPEG"), (False, "Save this size now")])
def test_on_a_laptop_a_photo_leaves_the_download_in_sight(
    shape: str, is_finished: bool, link: str, open_page: OpenPage
) -> None:
    page = page_of(open_page, shape, is_finished=is_finished)
    download = page.get_by_role("link", name=link)
    expect(download).to_be_visible()

    assert bottom(download) <= LAPTOP["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"]


def test_a_custom_jobs_losses_stand_below_its_download(open_page: OpenPage) -> None:
    draft = draft_create(algorithm=Job.Algorithm.GATYS, content=photo(), style=photo())
    Job.objects.update(state=Job.State.QUEUED)
    page = open_page(owners_path(draft), viewport=LAPTOP)
    job = job_claim(pk=draft.pk, lane=Job.Lane.CUSTOM)
    assert job is not None
    losses = [{"step": step, "total": 1 / step} for step in range(1, 5)]
    job_report_progress(job, picture=photo().data, progress=0.5, losses=losses)
    chart = page.get_by_role("img", name="The losses over the steps")
    expect(chart).to_be_visible(timeout=30_000)
    job_deliver(job, preview=photo().data, result=(photo().data, photo().data))
    download = page.get_by_role("link", name="Download JPEG")
    expect(download).to_be_visible(timeout=30_000)

    expect(chart).to_have_count(1)
    box = chart.bounding_box()
    assert box is not None
    assert box["y"] > bottom(download)
