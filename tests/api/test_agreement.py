"""The site's pages and the API agree on every limit and on what there is to choose from."""

import json
import re

import pytest
from django.test import Client
from pytest_django import Settings

from imagetransfer.online.forms import PickerForm
from tests.api.makers import get

pytestmark = pytest.mark.django_db


def described(component: str) -> dict[str, object]:
    """Return the description of a body's fields."""
    schema = json.loads(get("openapi.json").content)["components"]["schemas"]
    properties: dict[str, object] = schema[component]["properties"]
    return properties


def test_the_picker_and_the_api_offer_the_same_styles() -> None:
    schema = json.loads(get("openapi.json").content)["components"]["schemas"]

    assert schema["StyleEnum"]["enum"] == [slug for slug, _ in PickerForm().fields["style"].choices]  # type: ignore[attr-defined]


def test_the_picker_and_the_api_tell_the_same_limit(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3_000_000

    page = Client().get("/online/").content.decode()
    (told,) = re.findall(r'data-max-bytes="(\d+)"', page)

    assert get("limits").json()["upload_max_bytes"] == int(told)
