"""An added style is offered wherever the others are, as soon as it is there."""

import re
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from tests.styles.makers import added_style, folder_of_added

pytestmark = pytest.mark.django_db


def test_picker_and_gallery_offer_it_at_once_and_its_pictures_are_found(client: Client) -> None:
    assert "blue-dog" not in client.get("/online/").content.decode()

    added_style()

    page = client.get("/online/").content.decode()
    assert 'value="blue-dog"' in page
    assert "Ada" in page
    match = re.search(r'src="(/styles/blue-dog-swatch\.webp\?\d+)"', page)
    assert match
    for address in (match[1], client.get("/api/v1/styles/blue-dog").json()["sample"]):
        answer = client.get(address)
        assert Image.open(BytesIO(answer.getvalue())).size == (256, 256)
        assert answer.headers["Content-Type"] == "image/webp"
    assert 'value="blue-dog"' in client.get("/gallery/").content.decode()


def test_the_api_lists_and_takes_it_at_once_under_an_unchanged_description(client: Client) -> None:
    def errors() -> list[str]:
        answer = client.post("/api/v1/stylizations", {"style": "blue-dog"}, "application/json")
        return [error["field"] for error in answer.json()["errors"]]

    before = client.get("/api/v1/openapi.json").content
    assert "style" in errors()

    added_style()

    assert [style["slug"] for style in client.get("/api/v1/styles").json()][-1] == "blue-dog"
    assert client.get("/api/v1/styles/blue-dog").json()["swatch"].startswith("http://testserver/styles/blue-dog-swatch")
    assert "style" not in errors()
    assert client.get("/api/v1/gallery?style=blue-dog").status_code == 200
    assert client.get("/api/v1/openapi.json").content == before


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
    (folder_of_added() / added_style().swatch).unlink()

    assert client.get("/styles/blue-dog-swatch.webp").status_code == 404
    assert client.get("/online/").status_code == 200
