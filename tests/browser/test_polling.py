"""Whatever is lost between a page and the server, the page goes on asking."""

from collections.abc import Callable
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from imagetransfer.jobs.drafts import draft_create, draft_regions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.jobs.work import job_claim, job_report_progress
from imagetransfer.styles.models import AddedStyle
from imagetransfer.styles.services import style_add
from tests.jobs.makers import photo, queued_job

from .conftest import OpenPage
from .makers import cookies_of, finish, painted_page, work

SOON = 30_000  # generous: a loaded machine is slow, and pauses grow
LOST = "Connection lost, trying again…"
READY = "Your picture is ready"

Answer = Callable[[Route], None]


def answered(status: int, body: str) -> Answer:
    return lambda route: route.fulfill(status=status, body=body, content_type="text/html")


LOSSES: dict[str, Answer] = {
    "aborted": lambda route: route.abort("aborted"),
    "server gone": lambda route: route.abort("connectionrefused"),
    "502": answered(502, "<html><body>Bad Gateway</body></html>"),
    "log-in page of a network": answered(200, "<!doctype html><html><body>Welcome to our hotel!</body></html>"),
}


def lose(page: Page, loss: Answer, address: str = "**/status/**") -> list[float]:
    """Lose every question from now on; return the moments at which they were asked."""
    moments: list[float] = []

    def answer(route: Route) -> None:
        moments.append(monotonic())
        loss(route)

    page.route(address, answer)
    return moments


def until_asked(page: Page, moments: list[float], times: int) -> None:
    deadline = monotonic() + SOON / 1000
    while len(moments) < times:
        assert monotonic() < deadline, f"asked {len(moments)} times only"
        page.wait_for_timeout(50)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_page_whose_question_was_lost_says_so_and_asks_again(loss: str, open_page: OpenPage) -> None:
    job = queued_job()
    page = open_page(owners_path(job))
    moments = lose(page, LOSSES[loss])
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    until_asked(page, moments, 2)
    finish(job)
    page.unroute_all(behavior="wait")

    expect(page.get_by_role("heading", name=READY)).to_be_visible(timeout=SOON)
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.get_by_role("link", name="Download JPEG")).to_be_visible()


def test_while_the_server_is_gone_it_is_asked_less_and_less_often(open_page: OpenPage) -> None:
    page = open_page(owners_path(queued_job()))
    moments = lose(page, LOSSES["server gone"])
    until_asked(page, moments, 4)

    first, *_, last = [later - earlier for earlier, later in pairwise(moments)]
    assert last > 2.5 * first


def test_a_job_that_is_gone_is_not_called_a_lost_connection(open_page: OpenPage) -> None:
    job = queued_job()
    page = open_page(owners_path(job))
    Job.objects.all().delete()

    expect(page.get_by_text("This was deleted, or the server cannot find it just now.")).to_be_visible(timeout=SOON)


def test_a_page_that_is_online_again_asks_at_once(open_page: OpenPage) -> None:
    job = queued_job()
    page = open_page(owners_path(job))
    page.context.set_offline(True)
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    stop_the_clock(page)
    finish(job)
    page.context.set_offline(False)

    expect(page.get_by_role("heading", name=READY)).to_be_visible()


def test_a_page_that_was_hidden_asks_at_once_when_it_is_looked_at_again(open_page: OpenPage) -> None:
    job = queued_job()
    page = open_page(owners_path(job))
    lose(page, LOSSES["aborted"])
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    stop_the_clock(page)
    finish(job)
    page.unroute_all(behavior="wait")
    # A browser without windows hides no tab; this is what it tells a page that is looked at again.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_role("heading", name=READY)).to_be_visible()


def stop_the_clock(page: Page) -> None:
    """Let no pause end any more, so that only an event makes the page ask."""
    page.evaluate("for (let timer = setTimeout(() => {}); timer; timer -= 1) clearTimeout(timer)")


def test_regions_that_were_found_while_a_question_was_lost_are_shown(open_page: OpenPage) -> None:
    draft = draft_create(algorithm=Job.Algorithm.PHOTOGRAPHIC, content=photo(), style=photo())
    page = open_page(owners_path(draft))
    lose(page, LOSSES["aborted"], "**/regions/**")
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    found: list[dict[str, Any]] = [{"name": "sky", "colour": "#5aaaff"}]
    draft_regions(job=draft, regions=found, content=photo().data, style=photo().data)
    page.unroute_all(behavior="wait")

    expect(page.get_by_role("img", name="The regions of your photo")).to_be_visible(timeout=SOON)


def test_the_page_of_a_custom_job_goes_on_when_a_question_was_lost(open_page: OpenPage) -> None:
    draft = draft_create(algorithm=Job.Algorithm.GATYS, content=photo(), style=photo())
    Job.objects.update(state=Job.State.QUEUED)
    page = open_page(owners_path(draft))
    lose(page, LOSSES["502"])
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    finish(draft)
    page.unroute_all(behavior="wait")

    expect(page.get_by_role("heading", name=READY)).to_be_visible(timeout=SOON)
    expect(page.get_by_role("link", name="Download JPEG")).to_be_visible()


def test_the_page_of_a_training_goes_on_when_a_question_was_lost(open_page: OpenPage, admin_client: Client) -> None:
    added = added_style_in_training()
    page = open_page(f"/admin/styles/addedstyle/{added.pk}/change/", storage_state=cookies_of(admin_client))
    expect(page.get_by_text("It begins by itself when its turn comes.")).to_be_visible()
    lose(page, LOSSES["502"], page.url)
    expect(page.get_by_text(LOST)).to_be_visible(timeout=SOON)
    develop(added.job)
    page.unroute_all(behavior="wait")

    expect(page.get_by_text("Step 40 of")).to_be_visible(timeout=SOON)
    Job.objects.update(state=Job.State.CANCELLED)
    expect(page.get_by_role("button", name="Train again")).to_be_visible(timeout=SOON)


def added_style_in_training() -> AddedStyle:
    return style_add(title="Blue dog", artist="Ada", year="1911", source="https://example.org/dog", picture=photo())


def develop(job: Job | None) -> None:
    claimed = job and job_claim(pk=job.pk, lane=job.lane)
    assert claimed
    losses = [{"step": step, "total": 1 / step} for step in range(1, 41)]
    job_report_progress(claimed, picture=photo().data, progress=0.1, losses=losses)


def test_the_focus_stays_with_what_can_be_pressed_when_that_changes(open_page: OpenPage) -> None:
    page = painted_page(open_page, is_finished=False)
    page.get_by_role("link", name="Save this size now").focus()
    work(Job.Lane.FULL_SIZE)

    expect(page.get_by_role("link", name="Download JPEG")).to_be_focused()
