"""The table of the sources: every row says where, and what differs."""

import re
from pathlib import Path

import pytest

from algorithms.recipes.presets import PHOTO_PRESETS, PRESETS

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "sources.md"
HEADS = {"what", "---"}

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.read_text().splitlines()
    if line.startswith("|") and line.split("|")[1].strip() not in HEADS
]


def test_every_row_has_a_source_what_is_here_and_one_file() -> None:
    assert len(ROWS) > 100
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row), row
        assert re.fullmatch(r"`[\w./-]+`", row[3]), row


@pytest.mark.parametrize("name", sorted({row[3].strip("`") for row in ROWS}))
def test_every_file_of_the_table_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", sorted({*PRESETS, *PHOTO_PRESETS}))
def test_every_preset_is_in_the_table(name: str) -> None:
    assert f"--preset {name}`" in TABLE.read_text()
