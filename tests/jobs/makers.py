"""Jobs for the tests of everything that has to do with jobs."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.test import Client
from PIL import Image

from algorithms.styles.catalogue import styles
from imagetransfer.files.places import saved_state
from imagetransfer.jobs.drafts import draft_create, job_start
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.jobs.services import job_create
from imagetransfer.jobs.work import job_claim
from imagetransfer.pictures.decoding import AcceptedPicture, accept


def photo(width: int = 60, height: int = 40, colour: str | None = None) -> AcceptedPicture:
    """Return a grey gradient, or a picture of one colour."""
    picture = Image.new("RGB", (width, height), colour) if colour else Image.linear_gradient("L")
    buffer = BytesIO()
    picture.resize((width, height)).save(buffer, "PNG")
    return accept(buffer)


def queued_job(width: int = 60, height: int = 40, style: str | None = None, **more: Any) -> Job:
    return job_create(
        kind=Job.Kind.ONLINE,
        algorithm=Job.Algorithm.FAST,
        content=photo(width, height),
        parameters={"style": style or styles()[0].slug} | more,
    )


def running_job(width: int = 60, height: int = 40) -> Job:
    job = job_claim(pk=queued_job(width, height).pk, lane=Job.Lane.PREVIEW)
    assert job is not None
    return job


def stored_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def has_saved_state(job: Job) -> bool:
    return default_storage.exists(saved_state(job.pk))


def content_of(file: FieldFile) -> bytes:
    with file.open() as opened:
        content: bytes = opened.read()
    return content


def draft(algorithm: str = "tiny", client: str = "ada", **options: Any) -> Job:
    return draft_create(
        algorithm=algorithm,
        content=photo(),
        style=photo(30, 30),
        parameters={"size": 256, "options": options},
        client=client,
    )


def fetch_status(client: Client, address: str) -> int:
    """Return the status of an answer, whose file is read to its end so that it is closed."""
    answer = client.get(address)
    assert b"".join(answer) or answer.status_code != 200
    return answer.status_code


def own(client: Client, job: Job) -> Job:
    """Give a browser the owner's rights, as the private link does."""
    assert client.get(owners_path(job)).headers["Location"] == job.get_absolute_url()
    return job


def waiting_custom_job(*, email: str = "", client: str = "ada", algorithm: str = "tiny", **options: Any) -> Job:
    job = draft(algorithm, **options)
    job_start(job=job, parameters=job.parameters, email=email, client=client)
    return job
