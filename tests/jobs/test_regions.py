"""Regions of a custom job: shown before it starts, and used as its owner wants them."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django_q.models import OrmQ
from PIL import Image
from pytest_django import Settings

from imagetransfer.jobs import region_work, work
from imagetransfer.jobs.custom_algorithm import Pictures
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.drafts import TooManyJobs, draft_copy, draft_masks, job_start
from imagetransfer.jobs.fairness import jobs_in_turn
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.region_work import regions_find
from imagetransfer.jobs.selectors import jobs_ahead, jobs_waiting
from imagetransfer.jobs.services import QueueFull, job_delete
from imagetransfer.jobs.tasks import job_run
from imagetransfer.pictures.decoding import AcceptedPicture, accept
from tests.jobs.makers import content_of, draft, photo, queued_job, stored_files, waiting_custom_job
from tests.jobs.tiny import TINY

pytestmark = pytest.mark.django_db


def halves(picture: np.ndarray) -> np.ndarray:
    """Return two regions, the left and the right half."""
    regions = np.zeros((*picture.shape[:2], 2), "float32")
    regions[:, : picture.shape[1] // 2, 0] = regions[:, picture.shape[1] // 2 :, 1] = 1
    return regions


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand in for the scene parser, so that TensorFlow stays out of these tests."""

    def parse_pair(content: np.ndarray, style: np.ndarray) -> SimpleNamespace:
        return SimpleNamespace(content=halves(content), style=halves(style), names=("sky", "water from sky"))

    fake = SimpleNamespace(parse_pair=parse_pair)
    monkeypatch.setitem(sys.modules, "segmentation.parse", fake)
    return fake


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Pictures]:
    """Let the tests' algorithm take regions, and keep what it is given."""
    given: list[Pictures] = []

    def run(pictures: Pictures, options: Any, resume: Any) -> Iterator[Any]:
        given.append(pictures)
        return TINY.run(pictures, options, resume)

    monkeypatch.setitem(ALGORITHMS, "tiny", replace(TINY, masks="automatic", run=run))
    return given


def mask(*colours: tuple[int, int, int], width: int = 60, height: int = 40) -> AcceptedPicture:
    """Return a mask of vertical stripes."""
    stripes = Image.fromarray(np.array([colours], "uint8")).resize((width, height), Image.Resampling.NEAREST)
    file = BytesIO()
    stripes.save(file, "PNG")
    return accept(file, lossless=True)


def start(job: Job) -> None:
    job_start(job=job, parameters=job.parameters)


@pytest.mark.usefixtures("parser")
def test_the_regions_of_a_new_draft_are_found_in_a_lane_of_their_own_and_stored_with_their_names() -> None:
    job = draft()
    assert OrmQ.objects.get().key == "regions"

    job_run("regions")

    job.refresh_from_db()
    assert [region["name"] for region in job.regions] == ["sky", "water from sky"]
    with Image.open(BytesIO(content_of(job.content_regions))) as picture:
        ends = [picture.getpixel((x, 5)) for x in (0, 59)]
    assert ["#{:02x}{:02x}{:02x}".format(*end) for end in ends if isinstance(end, tuple)] == [
        region["colour"] for region in job.regions
    ]


def test_without_the_parser_the_draft_stays_as_it_is(
    parser: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_pictures: object) -> None:
        raise OSError("no weights")

    monkeypatch.setattr(parser, "parse_pair", fail)
    draft()

    regions_find()

    assert "no weights" in caplog.text
    assert Job.objects.get().regions == []


def test_regions_are_not_looked_for_once_the_job_has_started(
    parser: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(parser, "parse_pair", lambda *_: pytest.fail("they were looked for"))
    waiting_custom_job()

    regions_find()

    assert not caplog.records
    assert not Job.objects.get().content_regions


@pytest.mark.parametrize("meanwhile", [start, lambda job: work.draft_claim_next(), job_delete])
def test_a_draft_that_is_started_taken_or_deleted_while_a_worker_reaches_for_it_is_left_alone(
    meanwhile: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = draft()
    turn = jobs_in_turn("regions")
    meanwhile(job=job)
    monkeypatch.setattr(work, "jobs_in_turn", lambda lane: turn)

    assert [waiting.pk for waiting in turn] == [job.pk]
    assert work.draft_claim_next() is None


@pytest.mark.parametrize("meanwhile", [start, job_delete])
def test_regions_that_come_after_the_start_or_the_end_are_dropped(
    meanwhile: Callable[..., None], parser: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    parse_pair = parser.parse_pair
    draft()

    def parse_slowly(*pictures: np.ndarray) -> Any:
        meanwhile(job=Job.objects.get())
        return parse_pair(*pictures)

    monkeypatch.setattr(parser, "parse_pair", parse_slowly)

    regions_find()

    assert all(not late.content_regions and not late.regions for late in Job.objects.all())
    assert not [name for name in stored_files(Path(settings.MEDIA_ROOT)) if "regions" in name]


def test_sixty_drafts_keep_no_preview_waiting_and_health_tells_of_them(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 100
    for number in range(60):
        draft(client=str(number))

    preview = queued_job()

    assert jobs_ahead(preview) == 0
    assert [message.key for message in OrmQ.objects.all()].count("preview") == 1
    assert Client().get("/api/v1/health").json()["waiting"] == {
        "preview": 1, "full_size": 0, "custom": 0, "regions": 60
    }  # fmt: skip


@pytest.mark.usefixtures("parser")
def test_clients_take_turns_with_their_drafts() -> None:
    drafts = [draft(client=client) for client in "aaab"]
    found = []
    while jobs_waiting("regions"):
        regions_find()
        found += [job for job in drafts if job not in found and Job.objects.get(pk=job.pk).regions]

    assert "".join(job.client for job in found) == "abaa"


def test_a_client_has_a_number_of_drafts_waiting_and_a_full_lane_is_full_for_everybody(
    settings: Settings, client: Client
) -> None:
    settings.CLIENT_QUEUE_LIMIT, settings.QUEUE_LIMIT = 2, 3
    for name in "aa":
        draft(client=name)
    with pytest.raises(TooManyJobs):
        draft(client="a")
    draft(client="b")

    with pytest.raises(QueueFull):
        draft(client="c")
    assert Job.objects.count() == 3
    assert len(stored_files(Path(settings.MEDIA_ROOT))) == 6

    pictures = {name: BytesIO(photo().data) for name in ("content", "style")}
    for name, file in pictures.items():
        file.name = f"{name}.jpg"
    answer = client.post("/custom/", {**pictures, "algorithm": "photographic"})
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    assert "Many pictures are waiting just now. Please try again in 7 seconds." in page
    assert 'name="kept_content"' in page  # the next try need not send them again
    assert 'name="kept_style"' in page


@pytest.mark.usefixtures("parser")
def test_a_copy_looks_for_the_regions_that_the_first_job_never_had() -> None:
    first = draft()
    copy = draft_copy(job=first, client="ada")
    regions_find()
    regions_find()

    assert Job.objects.get(pk=copy.pk).regions
    assert draft_copy(job=Job.objects.get(pk=first.pk), client="ada").lane == "custom"


def test_a_draft_that_starts_leaves_the_lane_of_regions() -> None:
    job = waiting_custom_job()

    assert (jobs_waiting("regions"), jobs_waiting("custom")) == (0, 1)
    assert Job.objects.get(pk=job.pk).started is None


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("masks", "count"), [("automatic", 2), ("none", None)])
def test_the_algorithm_gets_what_was_asked_for(masks: str, count: int | None, seen: list[Pictures]) -> None:
    job = waiting_custom_job()
    Job.objects.update(parameters=job.parameters | {"masks": masks, "size": 60})

    job_run("custom")

    assert Job.objects.get().state == "done"
    assert (seen[0].regions and seen[0].regions[0].shape) == (count and (40, 60, count))


def test_the_owners_masks_are_used_in_the_pictures_sizes_and_no_colours_are_mixed(seen: list[Pictures]) -> None:
    job = draft()
    black, white, grey = (0, 0, 0), (255, 255, 255), (128, 128, 128)
    draft_masks(
        job=job,
        content_mask=mask(black, white, black, white, black, white, grey, width=119, height=80),
        style_mask=mask(grey, white, black, width=30, height=30),
    )
    Job.objects.update(state="queued", lane="custom", parameters=job.parameters | {"masks": "own", "size": 60})

    job_run("custom")

    regions = seen[0].regions
    assert regions is not None
    content, style = regions
    assert (content.shape[:2], style.shape[:2]) == ((40, 60), (30, 30))
    assert content[0, 0].argmax() == style[0, -1].argmax()
    row = content[20].argmax(axis=-1)
    assert np.count_nonzero(np.diff(row)) == 6  # mixed, black and white would have grey between them


@pytest.mark.usefixtures("parser")
def test_the_regions_that_a_draft_shows_are_those_that_are_used(
    parser: SimpleNamespace, seen: list[Pictures], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region_work, "PREVIEW_SIDE", 30)
    parsed: list[tuple[int, ...]] = []
    parse_pair = parser.parse_pair

    def noted(content: np.ndarray, style: np.ndarray) -> SimpleNamespace:
        parsed.append(content.shape[:2])
        found: SimpleNamespace = parse_pair(content, style)
        return found

    parser.parse_pair = noted
    job = draft()
    regions_find()
    Job.objects.update(state="queued", lane="custom", parameters=job.parameters | {"masks": "automatic", "size": 60})

    job_run("custom")

    assert parsed == [(20, 30), (20, 30)]
    assert seen[0].regions is not None
    assert seen[0].regions[0].shape == (40, 60, 2)


def test_a_mask_of_other_proportions_than_the_style_fails_with_a_sentence() -> None:
    job = draft()
    draft_masks(job=job, content_mask=mask((0, 0, 0)), style_mask=mask((0, 0, 0), width=60, height=30))
    Job.objects.update(state="queued", lane="custom", parameters=job.parameters | {"masks": "own"})

    job_run("custom")

    assert "give a mask of the same proportions" in Job.objects.get().message


def test_masks_without_a_common_colour_fail_with_the_sciences_own_sentence() -> None:
    job = draft()
    draft_masks(job=job, content_mask=mask((255, 0, 0)), style_mask=mask((0, 0, 255), width=30, height=30))
    Job.objects.update(state="queued", lane="custom", parameters=job.parameters | {"masks": "own"})

    job_run("custom")

    assert "no colour in common" in Job.objects.get().message
