"""What a page weighs on the line, so that a slow one shows it within a second."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "site" / "static" / "js"
MOST_SCRIPT = 60_000  # bytes compressed, of all pages together, painting live not counted
# Chromium's slow 4G brings 200 kB a second after about 150 ms for each answer: this much is there well within a second.
MOST_BEFORE_PAINT = 60_000
LIVE = ("live", "painter")


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_all_scripts_together_are_light() -> None:
    ours = [path for path in SCRIPTS.rglob("*.js") if path.relative_to(SCRIPTS).parts[0] not in LIVE]
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

    assert sum(compressed(path.read_bytes()) for path in [*ours, htmx]) < MOST_SCRIPT


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/online/", "/custom/", "/gallery/", "/jobs/"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_comes_before_the_first_paint_is_light(client: Client, address: str, language: str) -> None:
    page = client.get(address, headers={"accept-language": language}).content
    head = page.decode().partition("<main")[0]
    names = re.findall(r'(?:<link rel="stylesheet" href|<script src)="/static/([^"]+)"', head)
    files = [Path(str(find(name))).read_bytes() for name in names]

    assert len(files) >= 3
    assert compressed(page) + sum(map(compressed, files)) < MOST_BEFORE_PAINT


@pytest.mark.django_db
def test_pictures_below_the_first_screen_are_webp_and_wait_until_they_are_near(client: Client) -> None:
    page = client.get("/").content.decode()

    pictures = re.findall(r'<img src="(/static/[^"]+\.(?!svg)\w+)"[^>]*>', page.partition("</section>")[2])
    assert pictures
    assert {Path(name).suffix for name in pictures} == {".webp"}
    assert page.partition("</section>")[2].count('loading="lazy"') == len(pictures)
