"""The list of somebody's own jobs, in a signed cookie: what is in it is the browser's to manage, without an account."""

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from imagetransfer.jobs.models import Batch, Job

COOKIE = "jobs"
MOST = 120  # a cookie has room for 4 kB
_SALT = "imagetransfer.jobs.my_jobs"
_REFUSAL = _(
    "Only whoever made this picture can do that. Please open it in the browser in which you made it, "
    "or open its private link here first."
)

Response = TypeVar("Response", bound=HttpResponse)


def my_jobs(request: HttpRequest) -> list[Job]:
    """Return the visitor's jobs that still exist, newest first."""
    mine = Job.objects.filter(pk__in=keys_mine(request)).exclude(state=Job.State.DRAFT)
    return list(mine.exclude(kind=Job.Kind.PHOTO).order_by("-created"))


def keys_mine(request: HttpRequest) -> list[UUID]:
    """Return the ids of the visitor's jobs, drafts and deleted ones included."""
    try:
        return [UUID(key) for key in signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)]
    except signing.BadSignature:
        return []


def is_mine(request: HttpRequest, job: Job) -> bool:
    """Whether the visitor has the owner's rights."""
    return job.pk in keys_mine(request)


def job_mine(request: HttpRequest, pk: UUID, *, kind: str = "") -> Job:
    """Return the visitor's job, of one kind if that is given; a job of somebody else is refused in a sentence."""
    job: Job = get_object_or_404(Job, pk=pk, **({"kind": kind} if kind else {}))
    if not is_mine(request, job):
        raise PermissionDenied(_REFUSAL)
    return job


def batch_mine(request: HttpRequest, pk: UUID) -> Batch:
    """Return the visitor's batch; that of somebody else is refused in a sentence."""
    batch: Batch = get_object_or_404(Batch, pk=pk)
    if set(batch.jobs.values_list("pk", flat=True)) - set(keys_mine(request)):
        raise PermissionDenied(_REFUSAL)
    return batch


def job_to_inspect(request: HttpRequest, pk: UUID) -> Job:
    """Return a job whose uploads may be seen: by its owner, by moderators, and by staff if it is a training."""
    job: Job = get_object_or_404(Job, pk=pk)
    is_known = job.kind == Job.Kind.TRAINING and getattr(request.user, "is_staff", False)
    if not (is_mine(request, job) or is_known or request.user.has_perm("jobs.view_job")):
        raise PermissionDenied(_REFUSAL)
    return job


def remember(request: HttpRequest, response: Response, *jobs: Job) -> Response:
    """Put jobs that the visitor made on the visitor's list; the oldest ones make room for them."""
    return _keep(response, [*(job.pk for job in jobs), *_others(request, *jobs)][:MOST])


def admit(request: HttpRequest, response: Response, job: Job) -> Response:
    """Put a job that the visitor has the private link of on the list, where it takes the place of one at most.

    Anybody can make a browser open links: a hundred of them must not push the visitor's own jobs out.
    """
    return _keep(response, [*_others(request, job)[: MOST - 1], job.pk])


def forget_all(response: Response) -> Response:
    """Empty the visitor's list."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _others(request: HttpRequest, *jobs: Job) -> list[UUID]:
    """Return the list as it is without these jobs, and without what was deleted."""
    keys = keys_mine(request)
    there = set(Job.objects.filter(pk__in=keys).values_list("pk", flat=True)) - {job.pk for job in jobs}
    return [key for key in keys if key in there]


def _keep(response: Response, keys: list[UUID]) -> Response:
    """Send the cookie; it lasts a day more than the pictures, because a job may take hours until it is finished."""
    response.set_cookie(
        COOKIE,
        signing.dumps([key.hex for key in keys], salt=_SALT, compress=True),
        max_age=(settings.RETENTION_DAYS + 1) * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
