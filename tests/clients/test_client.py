"""The Python client against a live server, and against servers that misbehave."""

import socket
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


def test_any_picture_is_the_style_sent_along_or_before(site: str, photo: Path) -> None:
    with Client(site) as client:
        along = client.stylize(photo, style=photo)
        own = client.own_styles.create(photo)
        before = client.stylize(photo, style={own.slug: 60, STYLE: 40})
        light = client.own_styles.create(photo, kind="photographic")
        lit = client.stylize(photo, style=light.slug), client.stylize(photo, style=photo, style_kind="photographic")
        assert client.own_styles.refine(own).refinement in ("waiting", "running", "done")
        assert client.own_styles.get(own.slug).title == photo.stem
        client.own_styles.delete(own)
        with pytest.raises(ApiError, match="There is no such style"):
            client.own_styles.get(own.slug)

    assert [job.state for job in (along, *lit)] == ["done"] * 3
    assert light.kind == "photographic"
    assert sorted(before.json["parameters"]["styles"].values()) == [40, 60]


def test_a_photo_comes_in_every_style_at_once(site: str, photo: Path) -> None:
    with Client(site) as client:
        wall = client.walls.create(photo)
        client.walls.delete(wall)

    assert list(wall.places) == [style.slug for style in styles()]
    assert list(wall.places.values())[8:10] == [(1, 0), (1, 256)]
    assert (wall.width, wall.height, len(wall.sheets)) == (256, 171, 6)
    assert all(sheet[8:12] == b"WEBP" for sheet in wall.sheets)


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


def test_what_the_client_made_it_deletes_and_what_it_only_knows_the_id_of_it_does_not(site: str, photo: Path) -> None:
    with Client(site) as client:
        job = client.stylize(photo, style=STYLE)
        with pytest.raises(ApiError) as caught:
            client.delete(client.job(job.id))
        client.delete(job)
        with pytest.raises(ApiError) as gone:
            client.job(job.id)

    assert (caught.value.status, caught.value.code) == (403, "not_owner")
    assert gone.value.status == 404


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


JOB = {"id": "1", "state": "done", "progress": 1, "ahead": 0, "message": "", "width": 1, "height": 1, "links": {}}


def test_a_result_that_lies_in_a_store_is_fetched_there_without_the_token_and_when_it_is_away_again(
    naps: Naps,
) -> None:
    there = httpx.Response(302, headers={"Location": "https://store.example.org/results/1.jpg?signature=abc"})
    transport, requests = in_turn(there, httpx.ConnectError("refused"), there, httpx.Response(200, content=b"jpeg"))
    job = Job.of(JOB)

    with Client("http://site", token="it_secret", transport=transport) as client:
        assert client.result(job) == b"jpeg"

    assert [request.url.host for request in requests] == ["site", "store.example.org"] * 2
    assert ["Authorization" in request.headers for request in requests] == [True, False] * 2


def test_a_busy_service_is_asked_again_when_it_says(naps: Naps) -> None:
    busy = httpx.Response(503, headers={"Retry-After": "7"}, json={"code": "queue_full", "detail": "Later."})
    transport, requests = in_turn(busy, httpx.ConnectError("refused"), httpx.Response(200, json=[]))

    with Client("http://site", transport=transport) as client:
        assert client.styles() == []

    assert len(requests) == 3
    assert naps[0] == 7.0


def test_a_post_whose_answer_was_lost_is_repeated_under_the_same_key(naps: Naps) -> None:
    transport, requests = in_turn(
        httpx.ReadError("lost"),
        httpx.Response(409, json={"code": "key_in_use", "detail": "Later."}),
        httpx.Response(201, json=JOB),
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


@pytest.fixture
def closed_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}", "http://no-such-site.invalid", "127.0.0.1", "http://["])
def test_a_wrong_address_is_told_at_once(address: str, closed_port: int, naps: Naps) -> None:
    url = address.format(port=closed_port)

    with pytest.raises(Unreachable, match="check the address") as caught, Client(url) as client:
        client.styles()

    assert url in str(caught.value)
    assert naps == []


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, html="<h1>Not Found</h1>"),
        httpx.Response(200, html="<h1>Welcome to another site</h1>"),
        httpx.Response(404, json={"error": "another service"}),
    ],
)
def test_an_address_of_something_else_is_told_at_once(answer: httpx.Response, naps: Naps) -> None:
    transport, requests = in_turn(answer)

    with Client("http://site/", transport=transport) as client, pytest.raises(Unreachable, match="http://site;"):
        client.styles()

    assert (len(requests), naps) == (1, [])


def test_an_address_that_moved_is_told_with_the_new_one() -> None:
    transport, _ = in_turn(httpx.Response(301, headers={"Location": "https://site/api/v1/styles"}))

    with Client("http://site", transport=transport) as client, pytest.raises(Unreachable, match="https://site/api"):
        client.styles()


def test_a_service_that_answered_before_is_waited_for_and_that_is_said(
    naps: Naps, caplog: pytest.LogCaptureFixture
) -> None:
    ok, gone = httpx.Response(200, json=[]), httpx.ConnectError("refused")
    transport, _ = in_turn(ok, gone, gone, ok)

    with Client("http://site", transport=transport) as client:
        client.styles()
        assert client.styles() == []

    assert len(naps) == 2
    assert [record.message for record in caplog.records] == ["http://site does not answer (refused); asking again."]


@pytest.mark.usefixtures("naps")
def test_a_no_is_not_asked_again() -> None:
    transport, requests = in_turn(httpx.Response(404, json={"code": "not_found", "detail": "Nothing here."}))

    with Client("http://site", transport=transport) as client, pytest.raises(ApiError, match="Nothing here"):
        client.job("1")

    assert len(requests) == 1
