"""Bodies of requests: as large as is promised, and nothing in them that breaks an answer."""

import base64
import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from imagetransfer.api.parsers import largest_json
from tests.api.makers import get, post, post_form, problem

pytestmark = pytest.mark.django_db


def send(body: bytes, path: str = "stylizations") -> Any:
    return Client(raise_request_exception=False).post(f"/api/v1/{path}", body, "application/json")


def noise() -> bytes:
    """Return a picture that no format makes small: 3.8 MB, in JSON 5 MB."""
    buffer = BytesIO()
    Image.effect_noise((2000, 2000), 90).save(buffer, "PNG")
    assert len(buffer.getvalue()) > 3_500_000
    return buffer.getvalue()


def test_a_picture_within_the_limit_comes_in_as_json_as_it_does_in_a_form() -> None:
    picture = noise()
    assert get("limits").json()["upload_max_bytes"] > len(picture)

    assert post("uploads", {"picture": base64.b64encode(picture).decode()}).status_code == 201
    file = BytesIO(picture)
    file.name = "noise.png"
    assert post_form("uploads", {"picture": file}).status_code == 201


def test_json_beyond_the_limit_is_refused_whatever_it_announces(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    body = json.dumps({"picture": "A" * (largest_json() + 1)}).encode()

    assert problem(send(body, "uploads")) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (rb'{"\ud800": "x"}', "half a character"),
        (rb'{"style": "\udfff"}', "half a character"),
        (rb'{"styles": {"\ud800": 1}}', "half a character"),
        ('{"style": "\ud800"}'.encode(errors="surrogatepass"), "utf-8"),
        (b"[" * 100_000, "nested more than"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "nested more than"),
        (b"[" * 11 + b"]" * 11, "nested more than"),
        (b'{"strength": 1e999}', "too large"),
        (b'{"strength": NaN}', "NaN"),
        (b'{"strength": ' + b"1" * 5000 + b"}", "digits"),
        (b"{", "JSON"),
        (b"\xff", "utf-8"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_a_body_that_nothing_could_hold_is_told_as_such(body: bytes, words: str, headers: dict[str, str]) -> None:
    answer = Client(headers=headers).post("/api/v1/stylizations", body, "application/json")

    assert problem(answer) == (400, "malformed")
    assert words in answer.json()["detail"]


def test_a_whole_character_in_two_escapes_is_a_character() -> None:
    answer = send(rb'{"style": "\ud83d\ude00"}')

    assert problem(answer) == (400, "invalid")
    assert "😀" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["styles/%0A", "styles/a%0Ab/swatch", "%0A", "jobs/%0D%0A/preview", "x%C2%85"])
def test_an_address_with_line_ends_is_not_found_as_any_other(path: str) -> None:
    assert problem(get(path)) == (404, "not_found")


def test_every_body_is_described_as_needed() -> None:
    paths = get("openapi.json").json()["paths"]
    bodies = {
        f"{method} {path}": operation["requestBody"]
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }

    assert len(bodies) >= 6
    assert [name for name, body in bodies.items() if not body.get("required")] == []
