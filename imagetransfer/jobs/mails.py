"""What a custom job tells its owner by mail, and a program by webhook: that it was received, is done, or failed."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_noop

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from imagetransfer.jobs.selectors import job_expires
from imagetransfer.outbox.addresses import stop_url
from imagetransfer.outbox.calls import call_queue
from imagetransfer.outbox.mails import mail_queue

SUBJECTS = {
    "received": gettext_noop("We have your pictures"),
    "done": gettext_noop("Your picture is ready"),
    "failed": gettext_noop("Your picture could not be made"),
}
ATTACHMENT_NAME = "imagetransfer.jpg"
_SAMPLE_SENTENCE = "This photo is too large for the painter; please try again with a smaller one."


def job_received(job: Job) -> None:
    """Confirm a job that was just queued."""
    if job.email:
        _queue(job, "received")


def job_ended(job: Job) -> None:
    """Tell that a job is done or failed; in the transaction that ends it, so that this happens exactly once."""
    if job.email:
        _queue(job, job.state)
    if job.webhook:
        # Without the secret: the program that made the job was told it.
        link = settings.SITE_URL + job.get_absolute_url()
        content = {"job": str(job.pk), "state": job.state, "message": job.message, "link": link}
        if job.result:
            content["result"] = settings.SITE_URL + reverse("jobs:result_jpg", args=[job.pk])
        call_queue(about=job.pk, kind=job.state, url=job.webhook, secret=webhook_secret(job), content=content)


def webhook_secret(job: Job) -> str:
    """Return the secret with which a job's webhook calls are signed; its owner gets it when the job starts."""
    return salted_hmac("imagetransfer.jobs.webhook", str(job.pk), algorithm="sha256").hexdigest()


def sample_mail(kind: str, language: str) -> dict[str, str]:
    """Return a mail as `render_mail` does, about a job that does not exist."""
    job = Job(email="you@example.org", language=language, created=timezone.now(), message=_SAMPLE_SENTENCE)
    return render_mail(job, kind, attached=True)


def render_mail(job: Job, kind: str, *, attached: bool) -> dict[str, str]:
    """Return a mail's subject, text and html in the job's language."""
    with translation.override(job.language):
        context: dict[str, Any] = {
            "job": job,
            "language": job.language,
            "subject": gettext(SUBJECTS[kind]),
            "link": settings.SITE_URL + owners_path(job),
            "expires": job_expires(job),
            "stop_url": stop_url(job.email),
            "attached": attached,
            # The sentence was stored in English.
            "message": gettext(job.message) if job.message else "",
        }
        return {
            "subject": context["subject"],
            "text": render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
            "html": render_to_string(f"mail/{kind}.html", context),
        }


def _queue(job: Job, kind: str) -> None:
    attached = bool(job.result) and job.result.size <= settings.MAIL_MAX_ATTACHMENT_BYTES
    mail_queue(
        about=job.pk,
        kind=kind,
        recipient=job.email,
        client=job.client,
        attachment=str(job.result) if attached else "",
        attachment_name=ATTACHMENT_NAME if attached else "",
        **render_mail(job, kind, attached=attached),
    )
