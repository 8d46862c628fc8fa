"""Webhooks: what is posted, to whom, and to whom never."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from pytest_django import Settings

from imagetransfer.outbox import public_http
from imagetransfer.outbox.calls import call_make
from imagetransfer.outbox.delivery import Refused
from imagetransfer.outbox.models import Call
from imagetransfer.outbox.public_http import is_public
from tests.outbox.makers import deliver_next, queued_call

pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """Keeps what it is sent and answers with `status`."""

    status = 204
    pause = 0.0  # between the letters of the answer
    received: list[tuple[dict[str, str], bytes]]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body))
        if self.server.pause:
            self.answer_slowly()
            return
        self.send_response(self.server.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def answer_slowly(self) -> None:
        with suppress(OSError):
            for letter in b"HTTP/1.0 200 " + 60 * b"O":
                self.wfile.write(bytes([letter]))
                time.sleep(self.server.pause)

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(("127.0.0.1", 0), _Handler)
    server.received = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def address(receiver: Receiver) -> str:
    return f"http://localhost:{receiver.server_port}/hook?from=us"


def test_a_call_carries_its_content_and_a_signature_that_the_receiver_can_check(
    receiver: Receiver, settings: Settings
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    call = queued_call(address(receiver))

    assert deliver_next(Call, call_make)

    ((headers, body),) = receiver.received
    assert json.loads(body) == {"id": str(call.pk), "event": "done", "job": str(call.about), "state": "done"}
    moment, _comma, signature = headers["X-ImageTransfer-Signature"].removeprefix("t=").partition(",v1=")
    assert signature == hmac.new(b"s3cret", f"{moment}.{body.decode()}".encode(), hashlib.sha256).hexdigest()
    assert Call.objects.get().state == "sent"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_anything_but_a_yes_is_tried_again_and_redirects_are_not_followed(
    status: int, receiver: Receiver, settings: Settings
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    receiver.status = status
    queued_call(address(receiver))

    deliver_next(Call, call_make)

    call = Call.objects.get()
    assert (call.state, call.attempts, len(receiver.received)) == ("pending", 1, 1)
    assert str(status) in call.error


def test_who_answers_letter_by_letter_is_hung_up_on(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    monkeypatch.setattr(public_http, "DEADLINE_SECONDS", 0.2)
    receiver.pause = 0.05
    queued_call(address(receiver))

    deliver_next(Call, call_make)

    assert Call.objects.get().state == "pending"


def test_who_drips_while_the_line_is_being_secured_is_hung_up_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_PRIVATE = True
    monkeypatch.setattr(public_http, "DEADLINE_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        queued_call(f"https://127.0.0.1:{server.getsockname()[1]}/")
        dripping = Thread(target=drip, args=(server,))
        dripping.start()
        began = time.monotonic()
        deliver_next(Call, call_make)
        took = time.monotonic() - began
        dripping.join()

    assert took < 3
    assert Call.objects.get().state == "pending"


def drip(server: socket.socket) -> None:
    """Announce a long message of TLS and send it letter by letter."""
    line, _ = server.accept()
    with line, suppress(OSError):
        line.sendall(b"\x16\x03\x03\x3f\xff")
        for _ in range(100):
            line.sendall(b"x")
            time.sleep(0.05)


def test_a_private_address_is_not_called(receiver: Receiver) -> None:
    call = queued_call(address(receiver))

    with pytest.raises(Refused, match="not a public address"):
        call_make(call)

    assert receiver.received == []


def test_the_connection_goes_to_the_address_that_was_checked(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name server that gives a public address first and a private one ever after.
    answers = iter(["93.184.215.14", "127.0.0.1"])
    asked: list[Any] = []
    family = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(*family, (next(answers), receiver.server_port))])

    def connect(place: tuple[str, int], **_options: Any) -> socket.socket:
        asked.append(place)
        raise OSError("no network in a test")

    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(OSError, match="no network"):
        call_make(queued_call(f"http://rebinding.example:{receiver.server_port}/"))

    assert asked == [("93.184.215.14", receiver.server_port)]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    family = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    places = [(*family, ("93.184.215.14", 80)), (*family, ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: places)

    with pytest.raises(Refused):
        call_make(queued_call("http://both.example/"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
        "fec0::1", "::7f00:1", "::8.8.8.8", "64:ff9b:1::1", "168.63.129.16",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_what_is_not_of_the_public_internet_is_told_apart(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
