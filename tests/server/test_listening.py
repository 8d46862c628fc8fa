"""Slow connections: they hold no thread, they end, and the slowest makes room."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.server.makers import LARGE, Application, Running, everything_from

THREADS = 4
HALF_A_HEADER = b"GET / HTTP/1.1\r\nHost: he"
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n" + bytes(1000)


@pytest.fixture
def running(tmp_path: Path, settings: Settings) -> Iterator[Running]:
    settings.WEB_THREADS = THREADS
    server = Running(Application(tmp_path))
    yield server
    server.stop()


@pytest.mark.parametrize("sent", [b"", HALF_A_HEADER, HALF_A_BODY], ids=["nothing", "half a header", "half a body"])
def test_requests_that_are_not_all_here_hold_no_thread(running: Running, sent: bytes) -> None:
    with ExitStack() as slow:
        for _ in range(5 * THREADS):
            slow.enter_context(running.connect(sent))

        assert running.answer_to("/").endswith(b"here")


@pytest.mark.parametrize("path", ["/file", "/pieces"])
def test_answers_that_nobody_takes_hold_no_thread_and_are_whole_when_somebody_does(running: Running, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as slow:
        readers = [slow.enter_context(running.connect(request)) for _ in range(2 * THREADS)]

        assert running.answer_to("/").endswith(b"here")

        assert everything_from(readers[0]).partition(b"\r\n\r\n")[2] == LARGE


@pytest.mark.parametrize("sent", [HALF_A_HEADER, HALF_A_BODY], ids=["half a header", "half a body"])
def test_a_request_that_never_ends_is_ended(running: Running, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.REQUEST_SECONDS", -1)
    with running.connect(sent) as slow:
        running.maintain()

        answer = everything_from(slow)

    assert answer.startswith(b"HTTP/1.0 408 Request Timeout\r\n")
    assert answer.endswith(b"\r\n\r\nThis took too long to arrive. Please try again over a faster connection.\n")


def test_an_answer_that_is_never_taken_is_ended(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.ANSWER_SECONDS", -1)
    with running.connect(b"GET /pieces HTTP/1.1\r\nHost: here\r\n\r\n") as slow:
        assert slow.recv(10)
        running.wait_until_kept(5_000_000)
        running.maintain()

        assert len(everything_from(slow)) < len(LARGE)


def test_when_there_are_too_many_connections_the_slowest_makes_room(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.CONNECTIONS", 3)
    with ExitStack() as slow:
        first, *others = [slow.enter_context(running.connect(HALF_A_BODY)) for _ in range(3)]

        assert running.answer_to("/").endswith(b"here")

        assert first.recv(100) == b""
        for other in others:
            other.settimeout(0.05)
            with pytest.raises(TimeoutError):
                other.recv(100)


def test_when_too_much_comes_in_the_largest_is_told_to_come_back(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.INCOMING_BYTES", 1500)
    with running.connect(HALF_A_BODY) as small, running.connect(HALF_A_BODY + bytes(1000)) as large:
        assert running.answer_to("/").endswith(b"here")
        running.maintain()

        check_no_room(everything_from(large))
        small.settimeout(0.05)
        with pytest.raises(TimeoutError):
            small.recv(100)


def test_when_too_much_waits_to_be_taken_the_largest_is_ended(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.OUTGOING_BYTES", 1_000_000)
    with (
        running.connect(b"GET /file HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as file,
        running.connect(b"GET /pieces HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as pieces,
    ):
        assert file.recv(10)
        assert pieces.recv(10)
        running.wait_until_kept(5_000_000)
        running.maintain()

        assert len(everything_from(pieces)) < len(LARGE)
        assert len(everything_from(file)) > len(LARGE)  # it takes no room: it is sent from where it lies


def test_a_request_that_the_disk_cannot_hold_is_told_to_come_back(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("/dev/full", "w+b", buffering=0) as device:
        monkeypatch.setattr("waitress.buffers.TempfileBasedBuffer.newfile", lambda _: device)
        with running.connect(HALF_A_BODY) as slow:
            slow.sendall(bytes(900_000))

            check_no_room(everything_from(slow))


def check_no_room(answer: bytes) -> None:
    assert answer.startswith(b"HTTP/1.0 503 Service Unavailable\r\n")
    assert b"\r\nRetry-After: 300\r\n" in answer
    assert answer.endswith(b"nothing was stored. Please try again in 5 minutes.\n")


@pytest.mark.parametrize(
    ("request_", "status", "sentence"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n", b" 413 ", b"Please send a smaller picture.\n"),
        (
            b"GET / HTTP/1.1\r\nCookie: " + bytes(40_000),
            b" 431 ",
            b"Please delete this site's cookies and try again.\n",
        ),
        (b"nonsense\r\n\r\n", b" 400 ", b"Please check how it is put together.\n"),
    ],
)
def test_what_never_reaches_the_site_is_answered_with_one_sentence(
    running: Running, request_: bytes, status: bytes, sentence: bytes
) -> None:
    with running.connect(request_) as connection:
        answer = everything_from(connection)

    assert status in answer.splitlines()[0]
    assert answer.endswith(sentence)
    assert b"waitress" not in answer


@pytest.mark.parametrize("path", ["/", "/file", "/pieces"])
def test_only_headers_answer_head(running: Running, path: str) -> None:
    headers, _, body = running.answer_to(path, method="HEAD").partition(b"\r\n\r\n")

    assert headers.startswith(b"HTTP/1.1 200 OK")
    assert body == b"" or path == "/"


def test_proxies_are_left_to_the_site(running: Running) -> None:
    assert running.answer_to("/", "X-Forwarded-For: 192.0.2.7\r\n").endswith(b"192.0.2.7")


def test_a_begun_request_is_finished_when_the_server_stops_and_none_begins(running: Running) -> None:
    with running.connect(b"GET /when-let HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n") as begun:
        assert running.application.began.wait(60)
        running.server.stop()
        while running.accepts():  # until the server has noticed
            pass
        running.application.let.set()

        assert everything_from(begun).endswith(b"here")


def test_a_server_that_is_killed_waits_for_nobody(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagetransfer.server.listening.STOP_SECONDS", 0.2)
    with running.connect(b"GET /when-let HTTP/1.1\r\nHost: here\r\n\r\n"):
        assert running.application.began.wait(60)
        running.server.stop()
        running.thread.join(10)

        assert not running.thread.is_alive()
