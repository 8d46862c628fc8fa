"""A custom job before it starts: two pictures, then masks, options and an address; or a copy of an earlier job."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal
from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.mails import job_received
from imagetransfer.jobs.models import PICTURE_FIELDS, Job
from imagetransfer.jobs.selectors import client_drafts_waiting, client_waiting
from imagetransfer.jobs.services import check_room, job_announce
from imagetransfer.outbox.addresses import check_address
from imagetransfer.outbox.public_http import check_url
from imagetransfer.pictures.decoding import AcceptedPicture


class TooManyJobs(Refusal):
    """The client has enough jobs waiting; `limit` is how many may."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("You have %(limit)s pictures waiting already; please start this one when one of them is done.")
            % {"limit": limit},
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
    shows_regions: bool = True,
) -> Job:
    """Store the pictures of a custom job that waits for its owner's choices, and have its regions found to be shown.

    It raises QueueFull or TooManyJobs if too many drafts wait for their regions, of everybody or of this client.
    """
    job = Job(
        kind=Job.Kind.CUSTOM,
        algorithm=algorithm,
        state=Job.State.DRAFT,
        parameters=parameters or {},
        lane=_lane_of_draft(algorithm, shows_regions, client),
        width=content.width,
        height=content.height,
        client=client,
    )
    return _stored(job, content=content.data, style=style.data)


def draft_copy(*, job: Job, client: str = "") -> Job:
    """Make a draft with the pictures, masks and options of another custom job; its address is offered to its owner.

    It raises what `draft_create` raises, if the other job has no regions yet.
    """
    copy = Job(
        kind=job.kind,
        algorithm=job.algorithm,
        state=Job.State.DRAFT,
        parameters=job.parameters,
        lane=_lane_of_draft(job.algorithm, not job.regions, client),
        width=job.width,
        height=job.height,
        client=client,
        email=job.email if client == job.client else "",
        language=job.language,
        regions=job.regions,
    )
    return _stored(copy, **{name: _read(job, name) for name in PICTURE_FIELDS if getattr(job, name)})


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
    with transaction.atomic():
        started = Job.objects.filter(pk=job.pk, state=Job.State.DRAFT).update(
            state=Job.State.QUEUED,
            lane=Job.Lane.CUSTOM,
            started=None,
            parameters=parameters,
            email=email,
            language=language,
            webhook=webhook,
            client=client,
            created=Now(),
            heartbeat=Now(),
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


def _lane_of_draft(algorithm: str, shows_regions: bool, client: str) -> Job.Lane:
    """Return where a new draft waits; in the lane of regions there must be room for it."""
    if not (shows_regions and ALGORITHMS[algorithm].masks):
        return Job.Lane.CUSTOM
    check_room(Job.Lane.REGIONS)
    if client and client_drafts_waiting(client) >= settings.CLIENT_QUEUE_LIMIT:
        raise TooManyJobs(settings.CLIENT_QUEUE_LIMIT)
    return Job.Lane.REGIONS


def _stored(job: Job, **pictures: bytes) -> Job:
    """Write the pictures, then the row and what tells a worker of it; none of them stays without the others."""
    try:
        for name, data in pictures.items():
            getattr(job, name).save(_name(job, name), ContentFile(data), save=False)
        with transaction.atomic():
            job.save(force_insert=True)
            if job.lane == Job.Lane.REGIONS:
                job_announce(job.lane)
    except BaseException:
        discard(*(str(getattr(job, name)) for name in pictures if getattr(job, name)))
        raise
    return job


def _name(job: Job, name: str) -> str:
    return places.job_picture(job.pk, name, ".jpg" if name in ("content", "style") else ".png")


def _read(job: Job, name: str) -> bytes:
    with getattr(job, name).open() as file:
        data: bytes = file.read()
    return data
