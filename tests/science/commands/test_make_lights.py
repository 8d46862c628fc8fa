"""`manage.py make_lights`."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from algorithms.grading.light import read_light
from algorithms.styles import catalogue
from algorithms.styles.catalogue import Style
from tests.algorithms.makers import picture_folder


@pytest.fixture
def style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Style:
    """Return the only light that ships, black and white, whose vector goes to a folder of its own."""
    one = Style("black-and-white", "", "", "", "photographic", "light.npz", 0, "", folder=tmp_path)
    monkeypatch.setattr(catalogue, "WEIGHTS_FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "styles_of", lambda _kind: (one,))
    return one


def test_it_writes_the_vector_of_the_developed_photograph(style: Style, tmp_path: Path) -> None:
    call_command("make_lights", "--photos", picture_folder(tmp_path / "photos", "storm-mountain.jpg"))

    means = read_light(style.weights_path).levels[0].means[-1]
    assert means.max() - means.min() < 0.01


def test_a_photograph_that_is_missing_is_told(style: Style, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"storm-mountain\.jpg"):
        call_command("make_lights", "--photos", tmp_path)

    assert not style.weights_path.exists()
