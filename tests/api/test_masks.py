"""Masks of relightings over the API."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from tests.api.makers import pictures, post, problem
from tests.jobs.makers import content_of, stored_files
from tests.pictures.makers import file_of

pytestmark = pytest.mark.django_db


def mask(width: int = 64, height: int = 48) -> str:
    return b64encode(file_of(Image.new("RGB", (width, height), "red")).getvalue()).decode()


def test_a_photo_is_relit_with_masks_that_keep_their_colours() -> None:
    answer = post("relightings", pictures(masks="own", content_mask=mask(), style_mask=mask(), steps=10))

    job = Job.objects.get()
    assert answer.status_code == 202
    assert (job.algorithm, job.parameters["masks"], job.parameters["options"]["steps"]) == ("photographic", "own", 10)
    with Image.open(BytesIO(content_of(job.content_mask))) as stored:
        assert (stored.format, stored.getpixel((0, 0))) == ("PNG", (255, 0, 0))


def test_without_masks_the_regions_are_found() -> None:
    post("relightings", pictures())

    assert Job.objects.get().parameters["masks"] == "automatic"


@pytest.mark.parametrize("name", ["content_mask", "style_mask"])
@pytest.mark.parametrize("masks", ["automatic", "none"])
def test_one_mask_alone_changes_nothing_where_none_is_asked_for(masks: str, name: str) -> None:
    answer = post("relightings", pictures(masks=masks, **{name: mask()}))

    job = Job.objects.get()
    assert (answer.status_code, job.state, job.content_mask.name) == (202, "queued", "")


@pytest.mark.parametrize(
    ("masks", "field"),
    [
        ({"masks": "own"}, "masks"),
        ({"masks": "own", "content_mask": mask()}, "masks"),
        ({"masks": "own", "content_mask": mask(48, 64), "style_mask": mask()}, "content_mask"),
        ({"masks": "some"}, "masks"),
    ],
)
def test_masks_that_do_not_fit_are_told_as_on_the_site(masks: dict[str, str], field: str, settings: Settings) -> None:
    answer = post("relightings", pictures(**masks))

    assert problem(answer) == (400, "invalid")
    assert answer.json()["errors"][0]["field"] == field
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_paintings_have_no_masks() -> None:
    answer = post("paintings", pictures(content_mask=mask(), style_mask=mask()))

    assert answer.json()["errors"][0]["field"] == "content_mask"
