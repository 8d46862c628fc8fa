"""A picture whose choices change while it is made gives way to the next one."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Job

pytestmark = pytest.mark.django_db

STYLE = styles_of("painting")[0].slug


def painted(client: Client) -> Job:
    file = BytesIO()
    Image.linear_gradient("L").resize((64, 48)).save(file, "PNG")
    client.post("/online/", {"style": STYLE, "picture": SimpleUploadedFile("a.png", file.getvalue(), "image/png")})
    return Job.objects.latest("created")


def shown(job: Job) -> None:
    job.preview.save("results/small.jpg", ContentFile(b"small"))


def play(client: Client, job: Job) -> int:
    return client.post("/online/", {"style": STYLE, "strength": 20, "photo": job.pk, "replaces": job.pk}).status_code


def states() -> list[str]:
    return list(Job.objects.order_by("created").values_list("state", flat=True))


def test_what_nobody_saw_is_deleted(client: Client) -> None:
    job = painted(client)

    play(client, job)

    assert states() == ["queued"]
    assert Job.objects.get().parameters["strength"] == 20


def test_what_was_seen_stays_but_its_full_size_is_not_made(client: Client) -> None:
    job = painted(client)
    shown(job)

    play(client, job)

    assert states() == ["cancelled", "queued"]


def test_what_is_finished_stays_finished(client: Client) -> None:
    job = painted(client)
    Job.objects.update(state=Job.State.DONE)

    play(client, job)

    assert states() == ["done", "queued"]


def test_a_picture_of_somebody_else_goes_on(client: Client) -> None:
    others, own = painted(Client()), painted(client)

    answer = client.post("/online/", {"style": STYLE, "photo": own.pk, "replaces": others.pk})

    assert answer.status_code == 302
    assert states() == ["queued", "queued", "queued"]


def test_a_picture_makes_room_for_the_one_that_replaces_it(client: Client, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 1
    job = painted(client)

    assert play(client, job) == 302
    assert states() == ["queued"]


def test_a_picture_goes_on_when_the_next_one_is_refused(client: Client, settings: Settings) -> None:
    job = painted(client)
    settings.QUEUE_LIMIT = 0

    assert play(client, job) == 503
    assert states() == ["queued"]
    assert Job.objects.get().parameters["strength"] == 100
