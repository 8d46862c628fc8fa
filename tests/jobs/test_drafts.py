"""Custom jobs before they start, and everything that can keep them from it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django_q.models import OrmQ
from pytest_django import Settings

from imagetransfer.jobs.drafts import TooManyJobs, draft_copy, draft_masks, job_start
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import picture_keep
from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.jobs.services import QueueFull, job_delete
from imagetransfer.outbox.addresses import MailRefused, mailbox_block, mailbox_of
from imagetransfer.outbox.models import Mail
from imagetransfer.outbox.public_http import AddressRefused
from tests.jobs.makers import content_of, draft, photo, stored_files, waiting_custom_job

pytestmark = pytest.mark.django_db


def test_a_draft_waits_for_its_owner_and_not_in_the_queue() -> None:
    job = draft()

    assert (job.kind, job.state, job.lane) == ("custom", "draft", "custom")
    assert content_of(job.style) == photo(30, 30).data
    assert not OrmQ.objects.exists()


def test_a_started_draft_waits_in_the_long_lane_and_is_confirmed_by_mail() -> None:
    job = waiting_custom_job(email="ada@example.org")

    assert job.state == "queued"
    assert OrmQ.objects.get().key == "custom"
    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient, mail.about) == ("received", "ada@example.org", job.pk)


def test_a_job_that_is_started_twice_is_announced_and_confirmed_once() -> None:
    job = waiting_custom_job(email="ada@example.org")

    job_start(job=job, parameters={"other": 1}, email="eve@example.org")

    assert job.email == "ada@example.org"
    assert (OrmQ.objects.count(), Mail.objects.count()) == (1, 1)


def test_without_an_address_there_is_no_mail() -> None:
    waiting_custom_job()

    assert not Mail.objects.exists()


def test_a_copy_has_the_same_pictures_masks_and_options_in_files_of_its_own() -> None:
    first = draft(steps=7)
    draft_masks(job=first, content_mask=photo(), style_mask=photo(30, 30))

    copy = draft_copy(job=first, client="ada")
    job_delete(first)

    assert copy.state == "draft"
    assert copy.parameters["options"] == {"steps": 7}
    for name, picture in (("content", photo()), ("style", photo(30, 30)), ("content_mask", photo())):
        assert content_of(getattr(copy, name)) == picture.data


def test_a_copy_tells_a_stranger_with_the_link_no_address() -> None:
    job = waiting_custom_job(email="ada@example.org", client="ada")

    assert draft_copy(job=job, client="ada").email == "ada@example.org"
    assert draft_copy(job=job, client="bob").email == ""


def test_a_mask_that_is_left_out_stays_as_it_was() -> None:
    job = draft()
    draft_masks(job=job, content_mask=photo(), style_mask=photo(30, 30))
    before = content_of(Job.objects.get().content_mask)

    draft_masks(job=job, style_mask=photo(20, 20))

    assert content_of(Job.objects.get().content_mask) == before
    assert content_of(Job.objects.get().style_mask) == photo(20, 20).data


def test_the_picture_of_a_refused_form_is_kept_for_a_day() -> None:
    kept = picture_keep(picture=photo(), client="ada")
    jobs_prune()
    assert content_of(Job.objects.get().content) == photo().data

    Job.objects.update(created=kept.created - timedelta(days=1, minutes=1))
    jobs_prune()
    assert not Job.objects.exists()


def test_when_a_draft_cannot_be_saved_no_picture_stays(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Job, "save", fail)

    with pytest.raises(OSError, match="No space"):
        draft()

    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_a_client_may_have_a_number_of_jobs_waiting_and_others_still_get_in(settings: Settings) -> None:
    settings.CLIENT_QUEUE_LIMIT = 2
    for _ in range(2):
        waiting_custom_job(client="ada")

    with pytest.raises(TooManyJobs):
        waiting_custom_job(client="ada")
    waiting_custom_job(client="bob")


def test_a_full_lane_turns_jobs_away_and_the_draft_stays(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 1
    waiting_custom_job()
    job = draft()

    with pytest.raises(QueueFull):
        job_start(job=job, parameters={})

    assert Job.objects.get(pk=job.pk).state == "draft"


def test_a_blocked_address_is_refused() -> None:
    mailbox_block(mailbox_of("ada@example.org"))

    with pytest.raises(MailRefused) as caught:
        waiting_custom_job(email="A.da+new@example.org")

    assert "leave it empty" in str(caught.value)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("limit", "emails", "clients"),
    [
        ("MAILS_PER_ADDRESS", ["ada@example.org", "a.d.a+2@Example.org"], ["ada", "bob"]),
        ("MAILS_PER_CLIENT", ["ada@example.org", "bob@example.org"], ["ada", "ada"]),
    ],
)
def test_mails_are_counted_by_mailbox_and_by_client(
    limit: str, emails: list[str], clients: list[str], settings: Settings
) -> None:
    setattr(settings, limit, 1)
    waiting_custom_job(email=emails[0], client=clients[0])

    with pytest.raises(MailRefused) as caught:
        waiting_custom_job(email=emails[1], client=clients[1])

    assert caught.value.status == 429


@pytest.mark.parametrize("url", ["ftp://example.org/x", "http://me:secret@example.org/", "https:///x", "http://[::1/"])
def test_a_webhook_that_is_no_address_is_refused(url: str) -> None:
    job = draft()

    with pytest.raises(AddressRefused):
        job_start(job=job, parameters={}, webhook=url)
