"""Requests to the API and what they need."""

import base64
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from algorithms.styles.catalogue import styles
from imagetransfer.api.models import SCOPES
from imagetransfer.api.services import token_create
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import job_secret
from imagetransfer.jobs.work import job_deliver
from tests.jobs.makers import running_job
from tests.pictures.makers import file_of

STYLE = styles()[0].slug


def picture_bytes(width: int = 64, height: int = 48) -> bytes:
    return file_of(Image.linear_gradient("L").resize((width, height)), "JPEG").getvalue()


def picture_file(width: int = 64, height: int = 48) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", picture_bytes(width, height), "image/jpeg")


def picture_text() -> str:
    return base64.b64encode(picture_bytes()).decode()


def pictures(**more: Any) -> dict[str, Any]:
    """Return the body of a custom job."""
    return {"content": picture_text(), "style": picture_text(), **more}


def bearer(*scopes: str) -> dict[str, str]:
    """Return the headers of a program with a new token; with every scope unless some are named."""
    _, secret = token_create(name="a test", scopes=list(scopes or SCOPES))
    return {"Authorization": f"Bearer {secret}"}


def post(path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
    """Send JSON."""
    return Client().post(f"/api/v1/{path}", json.dumps(body), "application/json", headers=headers)


def post_form(path: str, fields: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    return Client().post(f"/api/v1/{path}", fields, headers=headers)


def get(path: str, headers: dict[str, str] | None = None) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


def delete(path: str, headers: dict[str, str] | None = None) -> Any:
    return Client().delete(f"/api/v1/{path}", headers=headers)


def secret_of(job: Job) -> dict[str, str]:
    """Return the header that makes a request the owner's."""
    return {"Job-Secret": job_secret(job)}


def problem(response: Any) -> tuple[int, str]:
    """Return a problem's status and code, and check that it is a whole one."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    body = json.loads(response.content)
    assert body.keys() >= {"type", "title", "status", "code", "detail"}
    assert body["status"] == response.status_code
    assert body["type"].endswith(f"/api/#{body['code']}")
    assert body["detail"].endswith(".")
    return body["status"], body["code"]


def done_job(client: str = "") -> Job:
    job = running_job()
    job_deliver(job, preview=b"small", result=(b"jpeg", b"png"))
    Job.objects.filter(pk=job.pk).update(client=client)
    return Job.objects.get(pk=job.pk)
