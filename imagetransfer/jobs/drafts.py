"""A custom job before it starts: two pictures, then masks, options and an address; or a copy of an earlier job."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from imagetransfer.errors import Refusal
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.mails import job_received
from imagetransfer.jobs.models import PICTURE_FIELDS, Job
from imagetransfer.jobs.selectors import client_waiting
from imagetransfer.jobs.services import check_room, job_announce
from imagetransfer.outbox.addresses import check_address
from imagetransfer.outbox.public_http import check_url
from imagetransfer.pictures.decoding import AcceptedPicture


class TooManyJobs(Refusal):
    """The client has enough jobs waiting; `limit` is how many may."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"You have {limit} pictures waiting already; please start this one when one of them is done.",
            status=429,
            code="too_many_jobs",
        )


def draft_create(
    *,
    algorithm: str,
    content: AcceptedPicture,
    style: AcceptedPicture,
    parameters: dict[str, Any] | None = None,
    client: str = "",
) -> Job:
    """Store the pictures of a custom job that waits for its owner's choices."""
    job = Job(
        kind=Job.Kind.CUSTOM,
        algorithm=algorithm,
        state=Job.State.DRAFT,
        parameters=parameters or {},
        lane=Job.Lane.CUSTOM,
        width=content.width,
        height=content.height,
        client=client,
    )
    _store(job, content=content.data, style=style.data)
    if ALGORITHMS[algorithm].takes_regions:
        async_task("imagetransfer.jobs.tasks.regions_find", str(job.pk), cluster=Job.Lane.PREVIEW)
    return job


def draft_copy(*, job: Job, client: str = "") -> Job:
    """Make a draft with the pictures, masks and options of another custom job; its address is offered to its owner."""
    copy = Job(
        kind=job.kind,
        algorithm=job.algorithm,
        state=Job.State.DRAFT,
        parameters=job.parameters,
        lane=Job.Lane.CUSTOM,
        width=job.width,
        height=job.height,
        client=client,
        email=job.email if client == job.client else "",
        language=job.language,
        regions=job.regions,
    )
    _store(copy, **{name: _read(job, name) for name in PICTURE_FIELDS if getattr(job, name)})
    return copy


def picture_keep(*, picture: AcceptedPicture, client: str = "") -> Job:
    """Keep a picture that came in a form which was refused: a draft of its own, for the next try and for a day."""
    kept = Job(
        kind=Job.Kind.ONLINE,
        algorithm=Job.Algorithm.FAST,
        state=Job.State.DRAFT,
        lane=Job.Lane.PREVIEW,
        width=picture.width,
        height=picture.height,
        client=client,
    )
    _store(kept, content=picture.data)
    return kept


def draft_masks(
    *, job: Job, content_mask: AcceptedPicture | None = None, style_mask: AcceptedPicture | None = None
) -> None:
    """Give a draft masks, in which equal colours belong together; one that is left out stays as it was."""
    for name, mask in (("content_mask", content_mask), ("style_mask", style_mask)):
        if mask:
            getattr(job, name).save(_name(job, name), ContentFile(mask.data), save=False)
    job.save(update_fields=("content_mask", "style_mask"))


def draft_regions(*, job: Job, regions: list[dict[str, str]], content: bytes, style: bytes) -> None:
    """Give a draft the regions that were found in its pictures, as two PNG files; a job that started goes without."""
    with transaction.atomic():
        if not Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.DRAFT).exists():
            return
        for name, data in (("content_regions", content), ("style_regions", style)):
            getattr(job, name).save(_name(job, name), ContentFile(data), save=False)
        job.regions = regions
        job.save(update_fields=("content_regions", "style_regions", "regions"))


def job_start(
    *,
    job: Job,
    parameters: dict[str, Any],
    email: str = "",
    language: str = "en",
    webhook: str = "",
    client: str = "",
) -> None:
    """Queue a draft; a job that was started before stays as it is.

    Raises
    ------
    QueueFull, TooManyJobs
        If too many jobs wait, of everybody or of this client.
    MailRefused
        If no mail may be sent to this address.
    AddressRefused
        If the webhook's address is none.
    """
    _check_start(email, webhook, client)
    now = timezone.now()
    with transaction.atomic():
        started = Job.objects.filter(pk=job.pk, state=Job.State.DRAFT).update(
            state=Job.State.QUEUED,
            parameters=parameters,
            email=email,
            language=language,
            webhook=webhook,
            client=client,
            created=now,
            heartbeat=now,
        )
        job.refresh_from_db()
        if started:
            job_announce(job.lane)
            job_received(job)


def _check_start(email: str, webhook: str, client: str) -> None:
    check_room(Job.Lane.CUSTOM)
    if client and client_waiting(client) >= settings.CLIENT_QUEUE_LIMIT:
        raise TooManyJobs(settings.CLIENT_QUEUE_LIMIT)
    if email:
        check_address(email, client=client)
    if webhook:
        check_url(webhook)


def _store(job: Job, **pictures: bytes) -> None:
    """Write the pictures and then the row; neither stays without the other."""
    try:
        for name, data in pictures.items():
            getattr(job, name).save(_name(job, name), ContentFile(data), save=False)
        job.save(force_insert=True)
    except BaseException:
        for name in pictures:
            if getattr(job, name):
                getattr(job, name).delete(save=False)
        raise


def _name(job: Job, name: str) -> str:
    suffix = ".jpg" if name in ("content", "style") else ".png"
    return f"uploads/{job.pk}{suffix}" if name == "content" else f"uploads/{job.pk}-{name.replace('_', '-')}{suffix}"


def _read(job: Job, name: str) -> bytes:
    with getattr(job, name).open() as file:
        data: bytes = file.read()
    return data
