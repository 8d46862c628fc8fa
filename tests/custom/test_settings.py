"""The settings of a custom job: words that a photographer knows, sizes for every photo, and how long it takes."""

import re
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.test import Client

from imagetransfer.custom.forms import SettingsForm
from imagetransfer.jobs import region_work
from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.drafts import draft_create
from imagetransfer.jobs.models import Job
from tests.jobs.makers import own, photo, waiting_custom_job

pytestmark = pytest.mark.django_db

# Words of those who wrote the programs.
JARGON = (
    r"\btv\b|total variation|\bclip|l-?bfgs|optimi[sz]|\badam\b|\bseeds?\b|\bloss|weight|laplacian|affine|covariance|"
    r"luminance|\bmean\b|\btiles?\b|\bscales?\b|learning rate|gradient|evaluation|network|\bgrey: |relu|gram\b|enhance"
)


def draft_of(width: int, height: int, algorithm: str = "gatys") -> Job:
    return draft_create(algorithm=algorithm, content=photo(width, height), style=photo(30, 30))


def words_of(page: str) -> str:
    """Return what a person reads on a page."""
    (main,) = re.findall(r"<main.*</main>", page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_settings_are_in_words_of_their_users(algorithm: str, client: Client) -> None:
    words = words_of(client.get(f"/custom/{own(client, draft_of(60, 40, algorithm)).pk}/").content.decode())

    assert "Likeness to the photo" in words
    assert re.findall(JARGON, words, re.IGNORECASE) == []


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_choice_of_every_option_has_a_name(algorithm: str) -> None:
    form = SettingsForm(job=Job(algorithm=algorithm))
    names = [
        (value, name) for option in form.option_names for value, name in getattr(form.fields[option], "choices", ())
    ]

    assert names
    assert [value for value, name in names if value == name and value != "style"] == []


def test_a_published_recipe_comes_whole(client: Client) -> None:
    job = own(client, draft_of(60, 40))
    page = client.get(f"/custom/{job.pk}/?preset=stylenet")
    shown = page.context["form"]
    assert (shown["style_weight"].value(), shown["steps"].value(), shown["clip"].value()) == (500.0, 100, False)
    assert '<a href="?preset=ours">' in page.content.decode()

    values = {name: shown[name].value() for name in shown.fields}
    client.post(
        f"/custom/{job.pk}/",
        {n: v for n, v in values.items() if v is not None and v is not False} | {"steps": 7, "seed": 0},
    )

    options = Job.objects.get().parameters["options"]
    assert (options["losses"], options["tv_weight"], options["start"]) == ("stylenet", 100.0, "grey")
    assert options["steps"] == 7
    assert Job.objects.get().parameters["preset"] == "stylenet"


def test_a_recipe_keeps_to_the_sites_limit_of_steps_and_brings_its_layers(settings: Any) -> None:
    settings.CUSTOM_MAX_STEPS = 900
    defaults = ALGORITHMS["photographic"].defaults("thesis")

    assert defaults["steps"] == 900  # the thesis takes 8000
    assert defaults["content_layers"] == ("conv4_2",)
    assert ALGORITHMS["photographic"].read_options(defaults).losses == "thesis"


def test_a_link_to_an_unknown_recipe_shows_ours(client: Client) -> None:
    job = own(client, draft_of(60, 40))

    assert client.get(f"/custom/{job.pk}/?preset=mona-lisa").context["form"]["style_weight"].value() == 100.0


@pytest.mark.parametrize(
    ("photo_size", "sizes"),
    [
        ((60, 40), [256, 384, 512, 768, 1024]),
        ((400, 300), [256, 384, 400, 512, 768, 1024]),
        ((1200, 800), [256, 384, 512, 768, 1024, 1200]),
        ((800, 3100), [256, 384, 512, 768, 1024, 1536, 2048, 3072, 3100]),
    ],
    ids=str,
)
def test_the_sizes_go_up_to_the_photos_own_and_a_small_photo_can_be_enlarged(
    photo_size: tuple[int, int], sizes: list[int], client: Client
) -> None:
    form = client.get(f"/custom/{own(client, draft_of(*photo_size)).pk}/").context["form"]

    assert [size for size, _ in form.fields["size"].choices] == sizes
    named = [size for size, name in form.fields["size"].choices if "your photo's" in name]
    assert named == [size for size in sizes if size == max(photo_size)]


def test_a_small_photo_is_enlarged_to_be_painted() -> None:
    job = draft_of(60, 40)

    assert region_work.read_array(job.content, 256, enlarge=True).shape == (171, 256, 3)
    assert region_work.read_array(job.content, 256).shape == (40, 60, 3)
    assert region_work.read_array(job.content, 30, enlarge=True).shape == (20, 30, 3)
    assert region_work.read_array(job.content, 256, enlarge=True).dtype == np.float32


def test_the_page_says_how_long_it_takes_before_it_starts(client: Client) -> None:
    job = own(client, draft_of(600, 400))

    words = " ".join(words_of(client.get(f"/custom/{job.pk}/").content.decode()).split())

    # 50 steps over 512 × 341 pixels and 100 over a quarter of them, at 1.2 seconds a step and megapixel, and 4 more
    assert "This takes about 20 seconds , as a computer of two cores does it" in words


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "about <strong>20 seconds</strong>"),
        ("?size=1024", "about <strong>70 seconds</strong>"),
        ("?size=600&steps=1000", "about <strong>2&nbsp;minutes</strong>"),
        ("?steps=many", "With these settings it cannot begin."),
        ("?size=5000", "With these settings it cannot begin."),
        ("?steps=3&scales=4", "With these settings it cannot begin."),
    ],
)
def test_the_duration_follows_the_settings(query: str, sentence: str, client: Client) -> None:
    job = own(client, draft_of(600, 400))

    answer = client.get(f"/custom/{job.pk}/duration/{query}").content.decode().replace("\xa0", "&nbsp;")

    assert sentence in answer
    assert Job.objects.get().parameters == {}


def test_the_page_says_how_long_the_others_take_that_come_first(client: Client) -> None:
    job = own(client, draft_of(600, 400))
    waiting_custom_job(algorithm="gatys")

    assert "The pictures before yours take about" in client.get(f"/custom/{job.pk}/duration/").content.decode()


def test_the_duration_of_a_job_that_is_gone_is_not_found(client: Client) -> None:
    job = draft_of(60, 40)
    Job.objects.all().delete()

    assert client.get(f"/custom/{job.pk}/duration/").status_code == 404
