"""The deliverer: who waits for whom, and how it stops."""

import os
import signal
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from imagetransfer.outbox.models import Call, Mail
from imagetransfer.outbox.senders import send_due
from tests.outbox.makers import queued_call, queued_mail

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20  # seconds, on a busy machine


def test_an_honest_receiver_does_not_wait_for_four_slow_ones() -> None:
    slow = {queued_call(f"https://slow-{number}.example/").pk for number in range(4)}
    queued_call("https://honest.example/")
    called, waited_in_vain = Event(), []

    def send(call: Call) -> None:
        if call.pk in slow:
            waited_in_vain.append(not called.wait(PATIENCE))
        called.set()

    send_due(Call, send, at_once=5)

    assert waited_in_vain == 4 * [False]
    assert set(Call.objects.values_list("state", flat=True)) == {"sent"}


def test_no_more_are_sent_at_once_than_allowed_and_none_is_claimed_before_its_turn() -> None:
    for number in range(5):
        queued_call(f"https://receiver-{number}.example/")
    claimed: list[int] = []

    def send(_call: Call) -> None:
        claimed.append(Call.objects.filter(state="sending").count())

    send_due(Call, send, at_once=2)

    assert len(claimed) == 5
    assert max(claimed) <= 2


@pytest.fixture
def signals() -> Iterator[None]:
    """Give the process its handlers back, which the command replaces."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_a_mail_does_not_wait_for_a_slow_webhook_and_a_stop_lets_that_one_finish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queued_call("https://slow.example/")
    began, mailed = Event(), Event()

    def call_slowly(_call: Call) -> None:
        began.set()
        assert mailed.wait(PATIENCE), "The mail waited for the call."
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("imagetransfer.outbox.management.commands.deliver.call_make", call_slowly)
    monkeypatch.setattr(mail, "outbox", _Outbox(mailed), raising=False)

    def write_a_mail() -> None:
        began.wait(PATIENCE)
        queued_mail()
        connection.close()

    writer = Thread(target=write_a_mail)
    writer.start()
    call_command("deliver", every=0.01)
    writer.join()

    assert (Mail.objects.get().state, Call.objects.get().state) == ("sent", "sent")


class _Outbox(list[object]):
    """Django's outbox of tests, which tells when something arrives."""

    def __init__(self, arrived: Event) -> None:
        super().__init__()
        self._arrived = arrived

    def append(self, message: object) -> None:
        super().append(message)
        self._arrived.set()
