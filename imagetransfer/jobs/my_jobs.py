"""The list of somebody's own jobs, in a signed cookie: found again after the page was closed, without an account."""

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from imagetransfer.jobs.models import Job

COOKIE = "jobs"
_SALT = "imagetransfer.jobs.my_jobs"
_MOST = 40  # a cookie has room for 4 kB

Response = TypeVar("Response", bound=HttpResponse)


def my_jobs(request: HttpRequest) -> list[Job]:
    """Return the visitor's jobs that still exist, newest first."""
    keys = _keys(request)
    found = Job.objects.exclude(state=Job.State.DRAFT).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def remember(request: HttpRequest, response: Response, job: Job) -> Response:
    """Put a job on top of the visitor's list."""
    keys = [job.pk, *(mine.pk for mine in my_jobs(request) if mine.pk != job.pk)][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps([key.hex for key in keys], salt=_SALT, compress=True),
        max_age=settings.RETENTION_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _keys(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(key) for key in signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)]
    except signing.BadSignature:
        return []
