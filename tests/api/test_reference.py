"""The page of every operation says what the description says."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_operation_parameter_and_field_of_the_description_is_in_the_page(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/reference/").content.decode()

    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            place = page.split(f'id="{operation["operationId"]}"')[1].split("</details>")[0]
            assert f"{method.upper()} {path}" in words_of(place)
            for parameter in operation.get("parameters", []):
                assert f"<code>{parameter['name']}</code>" in place
            for status in operation["responses"]:
                assert f"<strong>{status}</strong>" in place
            for body in operation.get("requestBody", {}).get("content", {}).values():
                fields = described["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]["properties"]
                assert all(f"<code>{name}</code>" in place for name in fields)
    for name in described["components"]["schemas"]:
        assert (f'id="{name}"' in page) == (not name.endswith("Request"))


def test_values_are_described_in_words(client: Client) -> None:
    page = words_of(client.get("/api/reference/").content.decode())

    assert "strength whole number, at least 0, at most 100, default 100 in per cent" in page
    assert "keep_colours true or false, default false" in page
    assert "id required in the path UUID" in page
    assert "list of FieldError" in page
    assert "`" not in page
