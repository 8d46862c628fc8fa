"""What owners are told, when, and how often; in both languages."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from imagetransfer.jobs.mails import SUBJECTS, render_mail, webhook_secret
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import job_secret, owners_path
from imagetransfer.jobs.work import JobLost, job_claim_next, job_deliver, job_fail
from imagetransfer.outbox.models import Call, Mail
from tests.jobs.makers import waiting_custom_job

pytestmark = pytest.mark.django_db


def claimed_job(**options: Any) -> Job:
    waiting_custom_job(email="ada@example.org")
    Job.objects.update(**options)
    job = job_claim_next(lane="custom")
    assert job is not None
    return job


def test_a_done_job_mails_its_picture_and_its_private_link_once() -> None:
    job = claimed_job()
    job_deliver(job, preview=b"small", result=(b"jpeg", b"png"))
    with pytest.raises(JobLost):
        job_deliver(job, result=(b"late", b"late"))

    mail = Mail.objects.get(kind="done")
    assert mail.attachment == job.result.name
    for body in (mail.text, mail.html):
        assert f"{django_settings.SITE_URL}{owners_path(job)}" in body
        assert "This link is for you alone" in body


def test_when_the_end_of_a_job_cannot_be_stored_its_mail_is_not_stored_either(monkeypatch: pytest.MonkeyPatch) -> None:
    job = claimed_job()

    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("imagetransfer.jobs.work.job_ended", fail)

    with pytest.raises(RuntimeError):
        job_deliver(job, result=(b"jpeg", b"png"))

    assert Job.objects.get().state == Job.State.RUNNING
    assert not Mail.objects.filter(kind="done").exists()


def test_a_picture_too_large_for_mail_is_only_linked(settings: Settings) -> None:
    settings.MAIL_MAX_ATTACHMENT_BYTES = 3
    job_deliver(claimed_job(), preview=b"small", result=(b"jpeg", b"png"))

    mail = Mail.objects.get(kind="done")
    assert mail.attachment == ""
    assert "too large for a mail" in mail.text


def test_a_failed_job_mails_its_one_sentence() -> None:
    job_fail(claimed_job(), message="This photo is too large for the painter; please try again with a smaller one.")

    mail = Mail.objects.get(kind="failed")
    assert mail.text.startswith("This photo is too large for the painter")
    assert mail.attachment == ""


@pytest.mark.parametrize("kind", SUBJECTS)
@pytest.mark.parametrize("attached", [True, False])
def test_a_chinese_mail_is_all_chinese(kind: str, attached: bool) -> None:
    sentence = "This photo is too large for the painter; please try again with a smaller one."
    job = claimed_job(language="zh-hans", message=sentence)

    mail = render_mail(job, kind, attached=attached)

    words = [word for line in mail["text"].splitlines() if "://" not in line for word in line.split()]
    assert [word for word in words if word.isascii()] == ["--", "ImageTransfer"]
    assert mail["subject"] in mail["html"]
    assert 'lang="zh-hans"' in mail["html"]


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_mail_says_when_pictures_are_deleted_and_how_to_get_no_more_mail(kind: str, settings: Settings) -> None:
    job = claimed_job(message="Sorry.")

    mail = render_mail(job, kind, attached=True)

    for body in (mail["text"], mail["html"]):
        assert "Your pictures are deleted on" in body
        assert f"{settings.SITE_URL}/mail/stop/" in body


def test_a_webhook_is_told_of_the_end_once() -> None:
    job = claimed_job(webhook="https://example.org/hook")
    job_deliver(job, result=(b"jpeg", b"png"))

    call = Call.objects.get()
    assert (call.url, call.kind, call.secret) == ("https://example.org/hook", "done", webhook_secret(job))
    assert f"/jobs/{job.pk}/result.jpg" in call.body
    assert job_secret(job) not in call.body
