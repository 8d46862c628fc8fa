"""The site's pages and the API agree on every limit and on what there is to choose from."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from imagetransfer.api.custom_jobs import OPERATIONS
from imagetransfer.custom.forms import SettingsForm
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.models import Job
from imagetransfer.online.forms import PickerForm
from tests.api.makers import get

pytestmark = pytest.mark.django_db


# What a custom job's form and the API call a limit, a default and a list of choices.
COMPONENTS = [(f"{view.bodies[1].__name__}Request", view.bodies[1].algorithm) for view in OPERATIONS.values()]
NAMES = {"minimum": "min_value", "maximum": "max_value", "default": "initial"}


def described(component: str) -> dict[str, Any]:
    """Return the description of a body's fields."""
    schemas = json.loads(get("openapi.json").content)["components"]["schemas"]
    fields: dict[str, Any] = schemas[component]["properties"]
    return fields


def test_the_picker_and_the_api_offer_the_same_styles() -> None:
    cards = [*PickerForm().cards("painting"), *PickerForm().cards("photographic")]

    assert [style["slug"] for style in get("styles").json()] == [card.style.slug for card in cards]


def test_the_picker_and_the_api_tell_the_same_limit(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3_000_000

    page = Client().get("/online/").content.decode()
    (told,) = re.findall(r'data-max-bytes="(\d+)"', page)

    assert get("limits").json()["upload_max_bytes"] == int(told)


@pytest.mark.parametrize(("component", "algorithm"), COMPONENTS)
def test_the_form_of_custom_jobs_and_the_api_agree_on_every_option(component: str, algorithm: str) -> None:
    form = SettingsForm(job=Job(algorithm=algorithm))
    fields = described(component)

    for name, field in form.fields.items():
        assert name in fields, name
        for ours, theirs in NAMES.items():
            if ours in fields[name] or (theirs != "initial" and getattr(field, theirs, None) is not None):
                assert fields[name][ours] == getattr(field, theirs), (name, ours)
        if hasattr(field, "choices"):
            assert fields[name]["enum"] == [value for value, _ in field.choices], name


@pytest.mark.parametrize(("component", "algorithm"), COMPONENTS)
def test_the_api_has_every_option_of_the_algorithm_with_its_default(component: str, algorithm: str) -> None:
    options = ALGORITHMS[algorithm].defaults()
    options.pop("blend", None)  # shares of several style pictures; a job has one
    options.pop("losses", None)  # a preset brings them
    fields = described(component)

    assert {name: fields[name]["default"] for name in options} == {
        name: list(value) if isinstance(value, tuple) else value for name, value in options.items()
    }


@pytest.mark.parametrize("name", ["strength", "stroke", "keep_colours", "keep_size"])
@pytest.mark.parametrize("body", ["StylizationJsonRequest", "StylizationFormRequest"])
def test_the_picker_and_the_api_agree_on_how_styles_are_used(name: str, body: str) -> None:
    picker = PickerForm().fields[name]
    api = described(body)[name]

    assert api["default"] == picker.initial
    for ours in NAMES.keys() & api.keys():
        assert api[ours] == getattr(picker, NAMES[ours])


def test_bodies_of_two_kinds_are_described_as_json_first() -> None:
    operations = [one for path in json.loads(get("openapi.json").content)["paths"].values() for one in path.values()]
    kinds = [list(operation["requestBody"]["content"]) for operation in operations if "requestBody" in operation]

    assert len(kinds) > 4
    assert {tuple(kind) for kind in kinds} == {("application/json", "multipart/form-data")}
