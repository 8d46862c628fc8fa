"""Due, taken, acknowledged, tried again: what happens to a row of the outbox."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from imagetransfer.outbox import delivery
from imagetransfer.outbox.delivery import LEASE, Refused, claim_due
from imagetransfer.outbox.models import Mail
from tests.outbox.makers import deliver_next, queued_mail

pytestmark = pytest.mark.django_db


def make_due(mail: Mail, **age: float) -> None:
    now = timezone.now() - timedelta(seconds=1)
    Mail.objects.filter(pk=mail.pk).update(due=now, **({"created": now - timedelta(**age)} if age else {}))


def fail(_mail: Mail) -> None:
    raise OSError("the server is down")


def test_what_is_due_is_sent_once() -> None:
    queued_mail()
    sent: list[Mail] = []

    assert deliver_next(Mail, sent.append)
    assert not deliver_next(Mail, sent.append)

    assert len(sent) == 1
    assert Mail.objects.get().state == "sent"


def test_what_one_sender_has_taken_no_other_one_takes() -> None:
    queued_mail()

    assert claim_due(Mail) is not None
    assert claim_due(Mail) is None


def test_what_a_dead_sender_had_taken_is_sent_when_its_lease_ends() -> None:
    mail = queued_mail()
    claim_due(Mail)
    Mail.objects.update(due=timezone.now() - timedelta(seconds=1))
    sent: list[Mail] = []

    deliver_next(Mail, sent.append)

    assert [one.pk for one in sent] == [mail.pk]


def test_a_sender_whose_lease_ended_does_not_acknowledge_for_its_successor() -> None:
    queued_mail()

    def be_slow(_mail: Mail) -> None:
        Mail.objects.update(due=timezone.now() - timedelta(seconds=1))
        claim_due(Mail)

    deliver_next(Mail, be_slow)

    assert Mail.objects.get().state == "sending"


def test_the_pauses_double_and_the_error_is_kept() -> None:
    mail = queued_mail()
    pauses = []
    for _ in range(3):
        make_due(mail)
        deliver_next(Mail, fail)
        mail.refresh_from_db()
        pauses.append(round((mail.due - timezone.now()).total_seconds(), -1))

    assert pauses == [10, 20, 40]
    assert (mail.state, mail.error) == ("pending", "OSError: the server is down")


def test_a_server_that_is_back_within_a_day_gets_everything() -> None:
    mail = queued_mail()
    make_due(mail, hours=22)
    deliver_next(Mail, fail)
    make_due(mail)

    deliver_next(Mail, lambda _mail: None)

    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("sent", "")


def test_after_a_day_it_is_given_up() -> None:
    mail = queued_mail()
    make_due(mail, hours=24)

    deliver_next(Mail, fail)

    mail.refresh_from_db()
    assert mail.state == "given up"
    make_due(mail)
    assert not deliver_next(Mail, fail)


def test_a_refusal_is_final() -> None:
    queued_mail()

    def refuse(_mail: Mail) -> None:
        raise Refused("no such user")

    deliver_next(Mail, refuse)

    assert Mail.objects.get().state == "given up"


def test_the_lease_is_longer_than_a_mail_may_take() -> None:
    assert timedelta(minutes=2) < LEASE


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_was_sent_while_the_database_went_away_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "AWAY_SECONDS", 0.0)
    mail = queued_mail()
    refusals = iter([True, True])

    def away(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith("UPDATE") and next(refusals, False):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *arguments)

    row = claim_due(Mail)
    assert row
    with connection.execute_wrapper(away):
        delivery.deliver(row, lambda _mail: None)

    mail.refresh_from_db()
    assert mail.state == "sent"
    assert next(refusals, None) is None
