"""Several photos with the same choices."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Batch, Job
from tests.jobs.makers import photo, stored_files

pytestmark = pytest.mark.django_db

STYLE, OTHER = (style.slug for style in styles_of("painting")[:2])
NO_PICTURE = b"I am only called a photo"


def files(*names: str, content: bytes | None = None) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content or photo(90, 70).data, "image/jpeg") for name in names]


def send(client: Client, *pictures: SimpleUploadedFile, **choices: Any) -> Any:
    return client.post("/online/", {"style": STYLE, "picture": list(pictures)} | choices)


def test_several_photos_become_a_job_each_in_full_size_with_the_same_choices(client: Client) -> None:
    answer = send(client, *files("harbour.jpg", "猫.jpg"), **{"style": [STYLE, OTHER], "strength": "70"})

    batch = Batch.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jobs/batches/{batch.pk}/")
    jobs = list(batch.jobs.order_by("created"))
    assert [(job.name, job.kind, job.state, job.wants_full, job.awaited) for job in jobs] == [
        ("harbour", "online", "queued", True, None),
        ("猫", "online", "queued", True, None),
    ]
    assert jobs[0].parameters == jobs[1].parameters
    assert (jobs[0].parameters["styles"], jobs[0].parameters["strength"]) == ({STYLE: 50, OTHER: 50}, 70)
    assert client.get("/jobs/").content.decode().count(batch.get_absolute_url()) == 2


def test_a_file_that_is_no_picture_is_left_out_and_named_to_the_owner_alone(client: Client) -> None:
    pictures = [*files("harbour.jpg"), *files("notes.jpg", content=NO_PICTURE)]
    page = send(client, *pictures).headers["Location"]

    told = "notes.jpg: This is not a picture we can read; please choose a JPEG, PNG, WebP or HEIC file."
    assert Job.objects.count() == 1
    assert told in client.get(page).content.decode()
    assert told not in Client().get(page).content.decode()


def test_files_of_which_none_is_a_picture_are_refused_with_the_name_of_the_first(client: Client) -> None:
    answer = send(client, *files("a.jpg", "b.jpg", content=NO_PICTURE))

    assert answer.status_code == 415
    assert "The first, a.jpg: This is not a picture we can read" in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("setting", "value", "status", "sentence"),
    [
        ("QUEUE_LIMIT", 2, 503, "Many pictures are waiting just now."),
        ("API_JOBS_PER_HOUR", 2, 429, "This was too much at once"),
    ],
)
def test_a_batch_beyond_a_limit_leaves_nothing_behind_and_less_still_goes(
    setting: str, value: int, status: int, sentence: str, client: Client, settings: Settings
) -> None:
    setattr(settings, setting, value)

    answer = send(client, *files("a.jpg", "b.jpg", "c.jpg"))

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Job.objects.exists()
    assert not stored_files(settings.MEDIA_ROOT)
    assert send(client, *files("a.jpg", "b.jpg")).status_code == 302


def test_too_many_photos_are_refused_with_both_numbers(client: Client) -> None:
    answer = send(client, *files(*(f"{number}.jpg" for number in range(21)), content=NO_PICTURE))

    assert answer.status_code == 413
    assert "These are 21 photos; please choose at most 20 at a time." in answer.content.decode()


def test_one_photo_at_a_time_is_shown_in_every_style(client: Client) -> None:
    answer = client.post("/online/photos/", {"picture": files("a.jpg", "b.jpg")})

    assert answer.status_code == 400
    assert "One photo at a time is shown in every style." in answer.content.decode()
    assert not Job.objects.exists()
