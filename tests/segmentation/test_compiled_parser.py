"""The compiled parser."""

from pathlib import Path

import pytest

from algorithms.errors import UserError
from segmentation import compiled_parser
from segmentation.compiled_parser import SHIPPED_WEIGHTS, scene_parser


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list to which the files that are read are added."""
    read: list[Path] = []
    monkeypatch.setattr(compiled_parser, "_compiled", lambda file, version: read.append(file))
    return read


def test_a_file_of_ones_own_goes_before_the_variable_and_that_before_ours(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCENE_PARSER", raising=False)
    scene_parser()
    monkeypatch.setenv("SCENE_PARSER", "/srv/classes.npz")
    scene_parser()
    scene_parser(Path("mine.npz"))

    assert files == [SHIPPED_WEIGHTS, Path("/srv/classes.npz"), Path("mine.npz").absolute()]


def test_a_file_that_is_not_there_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENE_PARSER", "/nowhere/parser.npz")

    with pytest.raises(UserError, match=r"/nowhere/parser\.npz"):
        scene_parser()
