"""Entering styles into a catalogue."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from algorithms.errors import UserError
from algorithms.styles.catalogue import STYLES_FILE, WEIGHTS_FOLDER, read_catalogue, weights_folder
from algorithms.styles.catalogue_file import catalogue_enter, catalogue_remove

OLD = """# Our styles.

[[style]]
slug = "great-wave"  # the first
title = "Under the Wave off Kanagawa"
weights = "old.npz"
row   = 5

[[style]]
slug = "udnie"
title = 'Udnie'
"""


def entries(catalogue: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(catalogue.read_text())["style"]
    return found


def test_a_new_style_is_a_complete_entry_in_a_new_catalogue(tmp_path: Path) -> None:
    catalogue_enter(tmp_path / "styles.toml", tmp_path / "mine.npz", {"blue-dog": 2}, {"artist": "Ada"})

    (style,) = read_catalogue(tmp_path / "styles.toml")
    assert (style.slug, style.title, style.artist, style.year) == ("blue-dog", "Blue dog", "Ada", "unknown")
    assert (style.kind, style.row, style.weights) == ("painting", 2, "mine.npz")


def test_other_entries_and_comments_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "styles.toml").write_text(OLD)

    catalogue_enter(tmp_path / "styles.toml", tmp_path / "mine.npz", {"blue-dog": 2}, {})

    assert (tmp_path / "styles.toml").read_text().startswith(OLD)
    assert [entry["slug"] for entry in entries(tmp_path / "styles.toml")] == ["great-wave", "udnie", "blue-dog"]


def test_a_style_trained_anew_keeps_its_title_and_gets_its_new_row(tmp_path: Path) -> None:
    (tmp_path / "styles.toml").write_text(OLD)

    catalogue_enter(tmp_path / "styles.toml", tmp_path / "new.npz", {"great-wave": 1}, {})

    wave, udnie = entries(tmp_path / "styles.toml")
    assert wave == {"slug": "great-wave", "title": "Under the Wave off Kanagawa", "weights": "new.npz", "row": 1}
    assert udnie == {"slug": "udnie", "title": "Udnie"}
    assert "# the first" in (tmp_path / "styles.toml").read_text()


def test_weights_elsewhere_are_found_from_the_catalogue(tmp_path: Path) -> None:
    catalogue_enter(tmp_path / "here" / "styles.toml", tmp_path / "there" / "mine.npz", {"blue-dog": 0}, {})

    (style,) = read_catalogue(tmp_path / "here" / "styles.toml")
    assert style.weights_path.resolve() == tmp_path / "there" / "mine.npz"


def test_the_weights_of_the_catalogue_that_ships_have_a_folder_of_their_own() -> None:
    assert weights_folder(STYLES_FILE) == WEIGHTS_FOLDER


def test_an_entry_is_taken_out_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "styles.toml").write_text(OLD)

    catalogue_remove(tmp_path / "styles.toml", "udnie")
    catalogue_remove(tmp_path / "styles.toml", "mona-lisa")

    assert [entry["slug"] for entry in entries(tmp_path / "styles.toml")] == ["great-wave"]
    assert (tmp_path / "styles.toml").read_text().startswith(OLD.partition('[[style]]\nslug = "udnie"')[0].rstrip())


def test_the_last_entry_can_be_taken_out_and_another_one_entered(tmp_path: Path) -> None:
    for slug in ("blue-dog", "red-cat"):
        catalogue_enter(tmp_path / "styles.toml", tmp_path / "mine.npz", {slug: 0}, {})
        catalogue_remove(tmp_path / "styles.toml", "blue-dog")

    assert [style.slug for style in read_catalogue(tmp_path / "styles.toml")] == ["red-cat"]


def test_a_catalogue_that_is_not_toml_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "styles.toml").write_text("[[style\n")

    with pytest.raises(UserError, match="line 1"):
        catalogue_enter(tmp_path / "styles.toml", tmp_path / "mine.npz", {"blue-dog": 0}, {})

    assert (tmp_path / "styles.toml").read_text() == "[[style\n"
