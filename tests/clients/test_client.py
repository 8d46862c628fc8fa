"""The Python client against a live server, and against servers that misbehave."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from algorithms.styles.catalogue import styles
from imagetransfer.api.models import SCOPES
from imagetransfer.api.services import token_create
from imagetransfer_client import ApiError, Client, Job, JobFailed, Unreachable
from tests.clients.conftest import grey_of

STYLE = styles()[0].slug
Handler = Callable[[httpx.Request], httpx.Response]


def test_a_photo_is_painted_and_downloaded_whole(site: str, photo: Path, tmp_path: Path) -> None:
    with Client(site) as client:
        job = client.stylize(photo, style=STYLE, keep_size=True)
        jpeg, png = client.download(job, tmp_path / "out.jpg"), client.download(job, tmp_path / "out.png")

    assert (job.state, job.width, job.height) == ("done", 48, 32)
    assert [grey_of(jpeg), grey_of(png)] == pytest.approx([215, 215], abs=2)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert {path.name for path in tmp_path.glob("*out*")} == {"out.jpg", "out.png"}


def test_progress_is_told_until_the_job_is_done(site: str, photo: Path) -> None:
    seen: list[Job] = []

    with Client(site) as client:
        client.stylize(photo.read_bytes(), style=STYLE, on_progress=seen.append)

    assert seen[-1].state == "done"
    assert seen[-1].progress == 1.0


def test_styles_are_those_of_the_site(site: str) -> None:
    with Client(site) as client:
        assert [style.slug for style in client.styles()] == [style.slug for style in styles()]


def test_a_program_with_a_token_finds_its_jobs_again(site: str, photo: Path) -> None:
    _, secret = token_create(name="test", scopes=list(SCOPES))

    with Client(site, secret) as client:
        job = client.stylize(photo, style=STYLE)
        assert [found.id for found in client.jobs()] == [job.id]


def test_a_no_of_the_service_is_an_error_with_its_code_and_sentence(site: str, photo: Path) -> None:
    with Client(site) as client, pytest.raises(ApiError) as caught:
        client.stylize(photo, style="no-such-style")

    assert (caught.value.status, caught.value.code) == (400, "invalid")
    assert "style" in caught.value.detail


def test_a_job_that_is_cancelled_has_no_result(live_server: LiveServer, photo: Path) -> None:
    with Client(live_server.url) as client:
        job = client.cancel(client.stylize_begin(photo, style=STYLE))
        with pytest.raises(JobFailed, match="cancelled"):
            client.wait(job)


class Naps(list[float]):
    """The pauses that a client made."""


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    made = Naps()
    monkeypatch.setattr("imagetransfer_client.transport.time.sleep", made.append)
    return made


def in_turn(*answers: httpx.Response | Exception) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """Return a transport that gives one answer after the other, and the requests that it got."""
    requests: list[httpx.Request] = []
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        one = left.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    return httpx.MockTransport(answer), requests


def test_a_busy_service_is_asked_again_when_it_says(naps: Naps) -> None:
    busy = httpx.Response(503, headers={"Retry-After": "7"}, json={"code": "queue_full", "detail": "Later."})
    transport, requests = in_turn(busy, httpx.ConnectError("refused"), httpx.Response(200, json=[]))

    with Client("http://site", transport=transport) as client:
        assert client.styles() == []

    assert len(requests) == 3
    assert naps[0] == 7.0


def test_a_post_whose_answer_was_lost_is_repeated_under_the_same_key(naps: Naps) -> None:
    job = {"id": "1", "state": "done", "progress": 1, "ahead": 0, "message": "", "width": 1, "height": 1, "links": {}}
    transport, requests = in_turn(
        httpx.ReadError("lost"),
        httpx.Response(409, json={"code": "key_in_use", "detail": "Later."}),
        httpx.Response(201, json=job),
    )

    with Client("http://site", transport=transport) as client:
        client.stylize(b"photo", style="s")

    assert len({request.headers["Idempotency-Key"] for request in requests}) == 1
    assert len({request.read()[-200:] for request in requests}) >= 1
    assert all(b"photo" in request.read() for request in requests)


@pytest.mark.usefixtures("naps")
def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = httpx.Response(502, text="<html>Bad Gateway</html>")
    transport, _ = in_turn(*[busy] * 3)
    with Client("http://site", patience=0, transport=transport) as client, pytest.raises(ApiError, match="502"):
        client.styles()

    transport, _ = in_turn(httpx.ConnectError("refused"))
    with Client("http://site", patience=0, transport=transport) as client, pytest.raises(Unreachable, match="site"):
        client.styles()


@pytest.mark.usefixtures("naps")
def test_a_no_is_not_asked_again() -> None:
    transport, requests = in_turn(httpx.Response(404, json={"code": "not_found", "detail": "Nothing here."}))

    with Client("http://site", transport=transport) as client, pytest.raises(ApiError, match="Nothing here"):
        client.job("1")

    assert len(requests) == 1
