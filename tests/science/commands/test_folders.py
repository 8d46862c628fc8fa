"""A folder of photos in one command: `paint`, `relight` and `stylize`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.io.images import to_uint8
from imagetransfer.science.management.folders import for_each_photo
from tests.algorithms.makers import noise

QUICK = ("--size", "32", "--steps", "1", "--scales", "1", "--style-layers", "relu1_1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two photos, a note, and a style beside it; and make its parent the current one."""
    monkeypatch.chdir(tmp_path)
    photos = tmp_path / "photos"
    photos.mkdir()
    for seed, name in enumerate(("a.png", "b.jpg")):
        Image.fromarray(to_uint8(noise(24, 32, seed))).save(photos / name)
    (photos / "note.txt").write_text("no photo")
    Image.fromarray(to_uint8(noise(32, 32, seed=3) ** 2)).save("style.png")
    return photos


def called(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def copied(options: dict[str, Any]) -> str:
    """Stand in for a painting: write the photo's bytes."""
    if options["photo"].stem == "bad":
        raise CommandError("bad.png: This is not a picture.")
    options["out"].write_bytes(options["photo"].read_bytes())
    return f"Painted {options['out']}."


def test_each_photo_of_the_folder_is_painted_under_its_name(folder: Path) -> None:
    said = called("paint", "photos", "style.png", "--content-layers", "relu2_1", "--out", "painted", *QUICK)

    assert sorted(path.name for path in Path("painted").iterdir()) == ["a.jpg", "b.jpg"]
    assert said.count("Painted painted/") == 2
    with Image.open("painted/b.jpg") as picture:
        assert picture.size == (32, 24)


def test_results_that_are_there_are_left_alone(folder: Path) -> None:
    Path("out").mkdir()
    Path("out/a.jpg").write_bytes(b"mine")

    said = list(for_each_photo({"photo": folder, "out": Path("out")}, "photo", copied))

    assert said == ["out/a.jpg is there already; left as it is.", "Painted out/b.jpg."]
    assert Path("out/a.jpg").read_bytes() == b"mine"


def test_a_photo_that_cannot_be_painted_keeps_no_other_from_it(folder: Path) -> None:
    (folder / "bad.png").write_bytes(b"nothing")
    said: list[str] = []

    with pytest.raises(CommandError, match=r"1 of 3 photos could not be painted\."):
        said.extend(for_each_photo({"photo": folder, "out": Path("out")}, "photo", copied))
    for sentence in for_each_photo({"photo": folder / "a.png", "out": Path("one.png")}, "photo", copied):
        assert sentence == "Painted one.png."

    assert sorted(path.name for path in Path("out").iterdir()) == ["a.jpg", "b.jpg"]


def test_one_photo_goes_into_a_folder_under_its_name(folder: Path) -> None:
    Path("out").mkdir()

    (said,) = for_each_photo({"photo": folder / "b.jpg", "out": Path("out")}, "photo", copied, suffix="-monet")

    assert said == "Painted out/b-monet.jpg."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("paint", "photos", "style.png", "--out", "all.png"),
            r"all\.png is a file; for a folder of photos, let --out",
        ),
        (("paint", "photos", "style.png", "--out", "o", "--plot", "p.png"), "--plot goes with one photo; leave it out"),
        (("relight", "photos", "style.png", "--out", "o", "--content-mask", "m.png"), "--content-mask goes with one"),
        (("stylize", "photos", "--style", "udnie", "--out", "all.jpg"), r"all\.jpg is a file; for a folder of photos"),
    ],
    ids=lambda value: " ".join(value[:1] + value[-2:]) if isinstance(value, tuple) else "",
)
def test_what_does_not_go_with_a_folder_is_refused(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        called(*arguments)


def test_a_folder_without_photos_and_two_photos_of_one_name_are_refused(folder: Path) -> None:
    Image.new("RGB", (3, 3)).save(folder / "a.jpg")
    Path("empty").mkdir()

    for name, sentence in (("photos", "Two photos in photos have the same name"), ("empty", "no photos in empty")):
        with pytest.raises(CommandError, match=sentence):
            list(for_each_photo({"photo": Path(name), "out": Path("o")}, "photo", copied))


def test_stylize_names_the_results_after_photo_and_style(folder: Path) -> None:
    called("stylize", "photos", "--style", "blue-hour", "--out", "lit")

    assert sorted(path.name for path in Path("lit").iterdir()) == ["a-blue-hour.jpg", "b-blue-hour.jpg"]
