"""`manage.py make_style_pictures`: whose pictures it makes."""

from pathlib import Path

import pytest

from imagetransfer.science.management.commands.make_style_pictures import _chosen
from tests.algorithms.makers import picture_folder, style_file

ENTRY = """
[[style]]
slug = "{slug}"
title = "A"
artist = "B"
year = "1900"
kind = "painting"
weights = "{slug}.npz"
row = 0
source = ""
"""


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the picture of one of two added styles."""
    added = tmp_path / "added"
    added.mkdir()
    monkeypatch.setenv("STYLES_FOLDER", str(added))
    (added / "styles.toml").write_text(ENTRY.format(slug="meadow") + ENTRY.format(slug="river"))
    for slug in ("meadow", "river"):
        style_file(added / f"{slug}.npz")
    return picture_folder(tmp_path / "pictures", "meadow.jpg")


def test_those_of_added_styles_are_made_from_the_pictures_there_are(pictures: Path) -> None:
    chosen = _chosen({"kind": "painting", "added": True, "styles": pictures})

    assert [style.slug for style in chosen] == ["meadow"]


def test_otherwise_those_of_the_styles_that_ship_are_made(pictures: Path) -> None:
    chosen = _chosen({"kind": None, "added": False, "styles": pictures})

    assert len(chosen) > 20
    assert all(style.ships for style in chosen)
