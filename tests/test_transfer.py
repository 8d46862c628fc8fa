"""How answers travel: text compressed, pictures as they are, and to HEAD the same without a body."""

import gzip

import pytest
from django.test import Client

from tests.jobs.makers import own, queued_job
from tests.styles.makers import added_style

pytestmark = pytest.mark.django_db

PAGES = ("/", "/online/", "/custom/", "/gallery/", "/gallery/share/", "/jobs/", "/api/", "/api/v1/styles")


@pytest.mark.parametrize("page", PAGES)
def test_pages_and_json_are_compressed_for_browsers_that_take_it(page: str, client: Client) -> None:
    plain = client.get(page)
    small = client.get(page, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) * 0.6
    assert len(gzip.decompress(small.content)) == len(plain.content)


def test_two_answers_to_one_question_differ_in_length_so_that_lengths_tell_no_secret(client: Client) -> None:
    lengths = {len(client.get("/online/", headers={"accept-encoding": "gzip"}).content) for _ in range(8)}

    assert len(lengths) > 1


def test_pictures_are_not_compressed_again_and_tell_their_length(client: Client) -> None:
    for address in (f"/jobs/{own(client, queued_job()).pk}/photo", f"/styles/{added_style().swatch}"):
        answer = client.get(address, headers={"accept-encoding": "gzip"})

        assert answer.headers["Content-Type"].startswith("image/")
        assert "Content-Encoding" not in answer.headers
        assert int(answer.headers["Content-Length"]) > 0
        answer.close()


@pytest.mark.parametrize("page", PAGES)
def test_head_is_answered_as_get_is_without_the_body(page: str, client: Client) -> None:
    answer = client.head(page)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == client.get(page).headers["Content-Type"]
    assert answer.content == b""


@pytest.mark.parametrize("page", ["/jobs/{}/delete/", "/jobs/{}/", "/jobs/{}/photo"])
def test_head_is_answered_for_a_job(page: str, client: Client) -> None:
    assert client.head(page.format(own(client, queued_job()).pk)).status_code == 200
