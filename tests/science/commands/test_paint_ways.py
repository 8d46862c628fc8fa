"""`manage.py paint --way`."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from PIL import Image

from algorithms.io import picture_file
from imagetransfer.science.management import records
from tests.science.commands.test_paint import _fail_at, folder, names, painted

__all__ = ["folder"]


def test_it_paints_with_the_paintings_own_strokes_and_goes_on_when_interrupted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "CHECKPOINT_SECONDS", 0.0)
    arguments = [
        *("photo.png", "style.png", "style.png", "--way", "neighbours", "--size", "40", "--steps", "4"),
        *("--scales", "1", "--layers", "relu1_1", "relu2_1", "--blend", "2", "1", "--plot", "plot.png"),
    ]
    painted(*arguments, "--out", "whole.png")
    with monkeypatch.context() as patch:
        patch.setattr(picture_file, "write_picture", _fail_at("broken-00003.png", picture_file.write_picture))
        with pytest.raises(KeyboardInterrupt):
            painted(*arguments, "--out", "broken.png", "--save-every", "1", "--checkpoint", "state.npz")

    painted(*arguments, "--out", "resumed.png", "--checkpoint", "state.npz")

    assert Path("resumed.png").read_bytes() == Path("whole.png").read_bytes()
    with Image.open("whole.png") as out, Image.open("plot.png"):
        assert out.size == (40, 27)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--way", "neighbours", "--tv-weight", "1", "--start", "grey"), "neighbours knows no --start, --tv-weight"),
        (("--way", "neighbours", "--preset", "thesis"), "--way neighbours knows no --preset; leave that out"),
        (("--photo-share", "0.5"), "--way gatys knows no --photo-share"),
    ],
)
def test_options_of_the_other_way_are_refused(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        painted("photo.png", "style.png", "--out", "out.png", "--size", "40", *arguments)

    assert names(folder) == set()
