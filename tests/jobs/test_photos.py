"""A chosen photo: in every style on sheets, previews of what is chosen, and that nothing of it is left behind."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from algorithms.errors import UserError
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions
from imagetransfer.files import places
from imagetransfer.jobs import photo_work
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import photo_show, photo_try, picture_keep
from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.jobs.services import QueueFull, job_delete
from imagetransfer.jobs.tasks import job_run
from imagetransfer.jobs.work import job_claim_next
from tests.jobs.makers import photo, stored_files

pytestmark = pytest.mark.django_db

PAINTINGS = [style.slug for style in styles_of("painting")]


def work() -> None:
    """Do what a worker does, without its second thread, for which the test's transaction has no room."""
    job = job_claim_next(lane=Job.Lane.PREVIEW)
    assert job is not None
    photo_work.photo_run(job)


def shown(*slugs: str, width: int = 90, height: int = 60) -> Job:
    job = photo_show(photo=photo(width, height), slugs=slugs, client="ada")
    work()
    job.refresh_from_db()
    return job


def sheet_of(job: Job, number: int) -> Image.Image:
    with default_storage.open(places.photo_sheet(job.pk, number)) as file:
        return Image.open(BytesIO(file.read()))


def test_a_photo_is_shown_in_styles_of_both_kinds_on_sheets_of_eight() -> None:
    slugs = [*PAINTINGS[:8], styles_of("photographic")[0].slug]
    job = shown(*slugs)

    assert (job.state, job.wall, job.message) == ("draft", slugs, "")
    sheets = [sheet_of(job, number) for number in range(2)]
    assert {sheet.size for sheet in sheets} == {(8 * 256, 171)}
    first, second = (sheets[0].crop((256 * place, 0, 256 * place + 256, 171)) for place in (0, 1))
    assert first.tobytes() != second.tobytes()


def test_the_row_tells_of_a_sheet_only_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    keep = photo_work._keep

    def kept(job: Job, **made: object) -> None:
        seen.append(default_storage.exists(places.photo_sheet(job.pk, len(job.wall) // 8)))
        keep(job, **made)

    monkeypatch.setattr(photo_work, "_keep", kept)
    shown(*PAINTINGS[:9])

    assert seen == [True, True]


def test_a_style_that_is_gone_leaves_its_place_to_the_photo() -> None:
    job = shown("gone", PAINTINGS[0])

    assert job.wall == ["", PAINTINGS[0]]


def test_a_worker_that_lost_the_photo_stops_and_another_goes_on_where_it_was() -> None:
    photo_show(photo=photo(), slugs=PAINTINGS[:10], client="ada")
    job = job_claim_next(lane=Job.Lane.PREVIEW)
    assert job is not None
    photo_work._show_sheet(job, [(slug, Image.new("RGB", (256, 170))) for slug in PAINTINGS[:8]])
    Job.objects.update(state=Job.State.QUEUED)  # as the sweeper does
    work()

    job.refresh_from_db()
    assert (job.state, job.wall) == ("draft", PAINTINGS[:10])


def test_a_try_is_painted_once_and_again_only_with_other_choices() -> None:
    job = shown(PAINTINGS[0])
    options = FastOptions(styles={PAINTINGS[1]: 100})
    name = photo_try(photo=job, options=options)
    assert Job.objects.get(pk=job.pk).state == "queued"
    work()

    assert photo_try(photo=job, options=options) == name
    job.refresh_from_db()
    assert (job.state, job.tries) == ("draft", [name])
    with default_storage.open(places.photo_try(job.pk, name)) as file, Image.open(file) as preview:
        assert preview.size == (768, 512)  # a small photo is painted larger
    assert photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}, strength=50)) != name


def test_of_choices_that_follow_each_other_only_the_last_is_painted() -> None:
    job = shown(PAINTINGS[0])
    for strength in (10, 20, 30):
        name = photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}, strength=strength))
    work()

    job.refresh_from_db()
    assert job.tries == [name]


def test_a_try_comes_before_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    job = photo_show(photo=photo(), slugs=PAINTINGS[:9], client="ada")
    keep, walls = photo_work._keep, []

    def kept(row: Job, **made: object) -> None:
        keep(row, **made)
        walls.append(len(Job.objects.get(pk=job.pk).wall))
        if len(walls) == 1:
            photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}))

    monkeypatch.setattr(photo_work, "_keep", kept)
    work()

    assert walls == [8, 8, 9]


def test_a_try_of_a_style_that_was_taken_away_fails_with_a_sentence_and_another_is_painted() -> None:
    job = shown(PAINTINGS[0])
    photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}))
    Job.objects.update(parameters={"wall": job.parameters["wall"], "try": {"styles": {"gone": 100}}})
    job_run(Job.Lane.PREVIEW)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "This style is not offered any more; please choose another one.")

    photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}))
    work()
    job.refresh_from_db()
    assert (job.state, job.message, len(job.tries)) == ("draft", "", 1)


def test_a_try_that_cannot_be_painted_keeps_no_sheet_from_being_made() -> None:
    job = photo_show(photo=photo(), slugs=PAINTINGS[:2], client="ada")
    Job.objects.update(parameters={"wall": PAINTINGS[:2], "try": {"styles": {"gone": 100}}})
    with pytest.raises(UserError, match="not offered any more"):
        work()

    job.refresh_from_db()
    assert job.wall == PAINTINGS[:2]


def test_everything_goes_with_the_photo(settings: Settings) -> None:
    job = shown(*PAINTINGS[:9])
    photo_try(photo=job, options=FastOptions(styles={PAINTINGS[1]: 100}))
    work()
    assert len(stored_files(Path(settings.MEDIA_ROOT))) == 4
    job_delete(job)

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


@pytest.mark.parametrize("state", ["draft", "failed"])
def test_a_photo_goes_by_itself_after_a_day(state: str) -> None:
    job = shown(PAINTINGS[0])
    Job.objects.update(state=state, created=timezone.now() - timedelta(hours=25))
    other = picture_keep(picture=photo())

    assert jobs_prune() == 1
    assert not Job.objects.filter(pk=job.pk).exists()
    assert Job.objects.get() == other


def test_a_photo_that_is_only_kept_makes_no_work(client: Client) -> None:
    picture_keep(picture=photo())

    assert job_claim_next(lane=Job.Lane.PREVIEW) is None


def test_a_full_queue_takes_no_photo_and_keeps_nothing_of_it(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0
    with pytest.raises(QueueFull):
        photo_show(photo=photo(), slugs=PAINTINGS, client="ada")

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()
