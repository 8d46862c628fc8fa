"""An added style is offered wherever the others are, as soon as it is there."""

import re
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from tests.styles.makers import added_folder, added_style

pytestmark = pytest.mark.django_db


def test_picker_and_gallery_offer_it_at_once_and_its_pictures_are_found(client: Client) -> None:
    assert "blue-dog" not in client.get("/online/").content.decode()

    added_style()

    page = client.get("/online/").content.decode()
    assert 'value="blue-dog"' in page
    assert "Ada" in page
    for name in ("swatch", "sample"):
        match = re.search(rf'src="(/styles/blue-dog-{name}\.webp\?\d+)"', page)
        assert match
        answer = client.get(match[1])
        assert Image.open(BytesIO(answer.getvalue())).size == (256, 256)
        assert answer.headers["Content-Type"] == "image/webp"
    assert 'value="blue-dog"' in client.get("/gallery/").content.decode()


def test_the_api_lists_describes_and_takes_it_at_once(client: Client) -> None:
    def choices() -> list[str]:
        schema = client.get("/api/v1/openapi.json").json()
        field: list[str] = schema["components"]["schemas"]["StylizationJsonRequest"]["properties"]["style"]["enum"]
        return field

    before = choices()
    added_style()

    assert choices() == [*before, "blue-dog"]
    assert client.get("/api/v1/styles/blue-dog").json()["swatch"].startswith("http://testserver/styles/blue-dog-swatch")
    answer = client.post("/api/v1/stylizations", {"style": "blue-dog"}, "application/json")
    assert "style" not in [error["field"] for error in answer.json()["errors"]]
    assert client.get("/api/v1/gallery?style=blue-dog").status_code == 200


def test_new_pictures_of_a_style_have_a_new_address(client: Client) -> None:
    def address() -> str:
        return str(client.get("/api/v1/styles/blue-dog").json()["sample"])

    added_style()
    before = address()
    added_style()

    assert address() != before


@pytest.mark.parametrize("name", ["blue-dog.npz", "red-cat-swatch.webp", "styles.toml", "..%2Fblue-dog-swatch.webp"])
def test_nothing_else_of_the_folder_is_shown(name: str, client: Client) -> None:
    added_style()

    assert client.get(f"/styles/{name}").status_code == 404


def test_a_picture_that_is_missing_is_not_found_and_the_pages_work(client: Client) -> None:
    (added_folder() / added_style().swatch).unlink()

    assert client.get("/styles/blue-dog-swatch.webp").status_code == 404
    assert client.get("/online/").status_code == 200
