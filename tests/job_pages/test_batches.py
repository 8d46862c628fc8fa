"""The page of several photos: its states, its zip file, and what it shows to whom."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from PIL import Image

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Batch, Job
from imagetransfer.jobs.services import batch_queue, job_stored
from imagetransfer.jobs.work import job_claim, job_deliver, job_fail
from tests.jobs.makers import own, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs() -> list[Job]:
    """Make a batch of three that wait."""
    batch, parameters = Batch(), {"styles": {styles_of("painting")[0].slug: 100}}
    about = {"kind": Job.Kind.ONLINE, "algorithm": Job.Algorithm.FAST, "parameters": parameters, "batch": batch}
    names = ("harbour", "猫", "tree")
    jobs = [job_stored(content=photo(), lane=Job.Lane.PREVIEW, name=name, **about) for name in names]
    batch_queue(batch, jobs)
    return jobs


def claimed(job: Job) -> Job:
    taken = job_claim(pk=job.pk, lane=Job.Lane.PREVIEW)
    assert taken is not None
    return taken


def finish(job: Job) -> bytes:
    result = photo(50, 40).data
    job_deliver(claimed(job), preview=photo().data, result=(result, result))
    return result


def page_of(jobs: list[Job], client: Client) -> str:
    assert jobs[0].batch
    return client.get(jobs[0].batch.get_absolute_url()).content.decode()


def test_a_batch_that_waits_says_how_long_it_will_take(client: Client, jobs: list[Job]) -> None:
    page = page_of(jobs, client)

    assert "0 of 3 are ready" in page
    assert "About 10 seconds until all are done." in page
    assert "data-polled" in page
    assert ".zip" not in page


def test_an_answer_brings_only_pictures_with_news_and_announces_them(client: Client, jobs: list[Job]) -> None:
    finish(jobs[1])
    answer = client.get(f"/jobs/batches/{jobs[0].batch_id}/status/?seen=qqq").content.decode()

    assert f'id="picture-{jobs[1].pk}" hx-swap-oob="true"' in answer
    assert f"picture-{jobs[0].pk}" not in answer
    assert '<p class="visually-hidden" id="news" role="status" hx-swap-oob="innerHTML">1 of 3 are ready</p>' in answer
    assert "Download 1 picture (zip)" in answer
    assert "seen=qDq" in answer


def test_a_batch_with_failures_says_which_and_is_asked_for_no_more(client: Client, jobs: list[Job]) -> None:
    finish(jobs[0])
    job_fail(claimed(jobs[1]), message="This picture took too long; please try again with a smaller photo.")
    finish(jobs[2])

    page = page_of(jobs, client)
    assert "2 of 3 are ready" in page
    assert page.count("This picture took too long") == 1
    assert "data-polled" not in page
    assert client.get(f"/jobs/batches/{jobs[0].batch_id}/status/?seen=Dqq").status_code == 286


def test_lists_show_previews_small_and_as_webp(client: Client, jobs: list[Job]) -> None:
    job_deliver(claimed(jobs[0]), preview=photo(600, 400).data)

    assert f'src="/jobs/{jobs[0].pk}/small"' in page_of(jobs, client)
    with Image.open(BytesIO(client.get(f"/jobs/{jobs[0].pk}/small").content), formats=["WEBP"]) as picture:
        assert picture.size == (480, 320)
    assert client.get(f"/jobs/{jobs[1].pk}/small").status_code == 404


def test_the_zip_file_has_what_is_ready_under_the_photos_names(client: Client, jobs: list[Job]) -> None:
    result = finish(jobs[1])
    for job in jobs:
        own(client, job)

    answer = client.get(f"/jobs/batches/{jobs[0].batch_id}/pictures.zip")
    with ZipFile(BytesIO(b"".join(answer))) as archive:
        assert archive.namelist() == ["01-猫.jpg"]
        assert archive.read("01-猫.jpg") == result


def test_whoever_only_has_the_link_sees_neither_photos_nor_names_and_changes_nothing(
    client: Client, jobs: list[Job]
) -> None:
    address = f"/jobs/batches/{jobs[0].batch_id}/"
    page = page_of(jobs, client)

    assert "harbour" not in page
    assert "/photo" not in page
    assert [client.post(f"{address}{what}/").status_code for what in ("cancel", "delete")] == [403, 403]
    assert client.get(f"{address}pictures.zip").status_code == 404  # nothing is ready


def test_its_owner_cancels_the_rest_and_deletes_all_with_the_batch(client: Client, jobs: list[Job]) -> None:
    finish(jobs[0])
    for job in jobs:
        own(client, job)
    address = f"/jobs/batches/{jobs[0].batch_id}/"

    client.post(f"{address}cancel/")
    assert list(Job.objects.order_by("created").values_list("state", flat=True)) == ["done", "cancelled", "cancelled"]
    assert "Delete these 3 photos?" in client.get(f"{address}delete/").content.decode()
    client.post(f"{address}delete/")
    assert not Job.objects.exists()
    assert not Batch.objects.exists()


def test_a_page_of_a_batch_that_lost_a_picture_loads_anew(client: Client, jobs: list[Job]) -> None:
    jobs[2].delete()

    answer = client.get(f"/jobs/batches/{jobs[0].batch_id}/status/?seen=qqq")
    assert answer.headers["HX-Refresh"] == "true"
