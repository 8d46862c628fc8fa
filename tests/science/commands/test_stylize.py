"""`manage.py stylize`."""

from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from algorithms.johnson import stylize as algorithm
from algorithms.styles import options as fast_options
from algorithms.styles.catalogue import styles, styles_of
from tests.styles.makers import folder_of_added

SLUG = styles()[0].slug
OTHER = styles_of("painting")[1].slug
LIGHT = styles_of("photographic")[0].slug


@pytest.fixture
def photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a photo of 60 × 40 pixels, and make its folder the current one."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cat.png"
    Image.effect_noise((60, 40), 60).convert("RGB").save(path)
    return path


def painted(*arguments: str, keep_size: bool = True) -> str:
    said = StringIO()
    call_command("stylize", *arguments, *(["--keep-size"] if keep_size else []), stdout=said)
    return said.getvalue()


def test_a_small_photo_is_painted_larger(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_options, "LEAST_SIDE", 96)

    assert painted(str(photo), "--style", SLUG, keep_size=False).endswith("(96 × 64).\n")
    assert painted(str(photo), "--style", SLUG, "--size", "75", keep_size=False).endswith("(75 × 50).\n")
    assert painted(str(photo), "--style", SLUG, "--size", "30", keep_size=False).endswith("(30 × 20).\n")
    assert painted(str(photo), "--style", LIGHT, keep_size=False).endswith("(60 × 40).\n")


def test_the_painting_lies_here_under_the_names_of_photo_and_style(photo: Path) -> None:
    said = painted(str(photo), "--style", SLUG)

    assert said == f"Painted cat-{SLUG}.jpg (60 × 40).\n"
    with Image.open(f"cat-{SLUG}.jpg") as painting, Image.open(photo) as original:
        assert (painting.format, painting.size) == ("JPEG", (60, 40))
        assert painting.tobytes() != original.tobytes()
    assert {path.name for path in Path().iterdir()} == {"cat.png", f"cat-{SLUG}.jpg"}


def test_it_can_be_a_png_elsewhere_and_smaller(photo: Path) -> None:
    painted(str(photo), "--style", SLUG, "--out", "new/small.PNG", "--size", "30")

    with Image.open("new/small.PNG") as painting:
        assert (painting.format, painting.size) == ("PNG", (30, 20))


def test_a_large_photo_is_painted_in_full_size_with_a_progress_bar(
    photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(algorithm, "WORKING_SIDE", 32)

    painted(str(photo), "--style", SLUG)

    with Image.open(f"cat-{SLUG}.jpg") as painting:
        assert painting.size == (60, 40)
    assert "100%" in capsys.readouterr().err


def test_an_unknown_style_is_answered_with_those_there_are(photo: Path) -> None:
    with pytest.raises(CommandError, match=f"no style 'mona-lisa'; there are {SLUG}, "):
        painted(str(photo), "--style", "mona-lisa")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gone.jpg"], r"gone\.jpg: No such file or directory\."),
        (["notes.jpg"], "This is not a picture we can read; please choose a JPEG, PNG, WebP or HEIC file"),
        (["cat.png", "--out", "cat.gif"], r"cat\.gif must end in \.jpg, \.jpeg, \.png\."),
        (["cat.png", "--size", "0"], "--size is 0; give at least 1"),
        (["cat.png", "--out", "notes.jpg/cat.jpg"], r"notes\.jpg: File exists\."),
        (["cat.png", "--stroke", "20"], r"The stroke is 20; give 50 to 200\."),
        (["cat.png", "--style", LIGHT], "A painting and a light cannot be mixed"),
        (["cat.png", "--style", f"{OTHER}:much"], f"The weight of {OTHER} is 'much'; give 1 to 100"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
@pytest.mark.usefixtures("photo")
def test_what_cannot_be_done_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    Path("notes.jpg").write_text("no picture")

    with pytest.raises(CommandError, match=sentence):
        painted(*arguments, "--style", SLUG)

    assert {path.name for path in Path().iterdir()} == {"cat.png", "notes.jpg"}


def test_a_photographic_style_keeps_the_size_and_has_a_strength(photo: Path) -> None:
    for strength in ("0", "50", "100"):
        painted(str(photo), "--style", LIGHT, "--strength", strength, "--out", f"{strength}.png")

    none, half, full = (np.asarray(Image.open(f"{strength}.png"), "float32") for strength in ("0", "50", "100"))
    assert np.abs(none - np.asarray(Image.open(photo))).mean() < 3  # a JPEG between
    assert np.abs(full - none).mean() > 3
    assert np.abs(half - (full + none) / 2).mean() < 3


@pytest.mark.parametrize(
    ("style", "strength", "sentence"),
    [
        (LIGHT, "101", r"The strength is 101; give 0 to 100\."),
        (LIGHT, "-1", r"The strength is -1; give 0 to 100\."),
    ],
)
def test_a_strength_that_cannot_be_is_told_plainly(photo: Path, style: str, strength: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        painted(str(photo), "--style", style, "--strength", strength)


def test_styles_are_mixed_and_the_picture_says_how(photo: Path) -> None:
    mix = ("--style", f"{SLUG}:30", "--style", f"{OTHER}:60", "--keep-colours", "--stroke", "150")

    said = painted(str(photo), *mix)

    assert said == f"Painted cat-{OTHER}-{SLUG}.jpg (60 × 40).\n"
    with Image.open(f"cat-{OTHER}-{SLUG}.jpg") as painting:
        line = f"styles={OTHER}:60,{SLUG}:30 strength=100 keep_colours=yes stroke=150"
        assert painting.getexif()[0x010E] == line


def test_any_picture_is_a_style_alone_or_in_a_mix_and_leaves_nothing_behind(photo: Path) -> None:
    Image.linear_gradient("L").resize((40, 30)).save("my night.png")
    Image.effect_noise((40, 30), 90).save("snow.png")

    said = painted(str(photo), "--style", "my night.png")
    painted(str(photo), "--style", "snow.png")
    painted(str(photo), "--style", "./my night.png:60", "--style", f"{OTHER}:30", "--out", "mix.jpg")

    assert said == "Painted cat-my-night.jpg (60 × 40).\n"
    with Image.open("cat-my-night.jpg") as night, Image.open("cat-snow.jpg") as snow, Image.open("mix.jpg") as mix:
        assert len({night.tobytes(), snow.tobytes(), mix.tobytes()}) == 3
        assert mix.getexif()[0x010E].startswith(f"styles=own:60,{OTHER}:30 ")
    assert not folder_of_added().exists()


@pytest.mark.usefixtures("photo")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["gone.png"], r"gone\.png: No such file or directory\."),
        (["notes.txt"], "notes.txt: This is not a picture we can read"),
        (["cat.png", "cat.jpg"], "Two pictures have the same name"),
        (["cat.png", LIGHT], "A painting and a light cannot be mixed"),
    ],
)
def test_a_painting_that_cannot_be_a_style_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    Path("notes.txt").write_text("no picture")

    with pytest.raises(CommandError, match=sentence):
        painted("cat.png", *(part for name in arguments for part in ("--style", name)))

    assert not list(Path().glob("*.jpg"))


def test_the_light_of_another_photo_comes_over(photo: Path) -> None:
    Image.new("RGB", (40, 30), (200, 60, 20)).save("sunset.png")

    said = painted(str(photo), "--light", "sunset.png")

    assert said == "Painted cat-sunset.jpg (60 × 40).\n"
    with Image.open("cat-sunset.jpg") as relit:
        np.testing.assert_allclose(np.asarray(relit).mean(axis=(0, 1)), [200, 60, 20], atol=15)


def test_lights_of_photos_mix_with_each_other_and_with_those_that_ship(photo: Path) -> None:
    Image.new("RGB", (40, 30), (200, 60, 20)).save("sunset.png")

    painted(str(photo), "--light", "sunset.png:60", "--light", "cat.png:20", "--style", f"{LIGHT}:20", "--out", "a.jpg")

    with Image.open("a.jpg") as relit:
        assert relit.getexif()[0x010E] == f"styles=own:60,{LIGHT}:20,own:20 strength=100"


def test_a_light_of_no_strength_leaves_the_photo(photo: Path) -> None:
    painted(str(photo), "--light", str(photo), "--strength", "0", "--out", "same.png")

    with Image.open("same.png") as same, Image.open(photo) as original:
        difference = np.abs(np.asarray(same).astype(int) - np.asarray(original))
    assert difference.mean() < 4  # photos are let in as JPEG


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--light", "gone.jpg"], "gone.jpg"),
        (["--light", "cat.png", "--strength", "101"], r"^The strength is 101; give 0 to 100\.$"),
        (["--light", "cat.png", "--style", SLUG], "A painting and a light cannot be mixed"),
        (["--light", "cat.png", "--light", "other/cat.jpg"], "Two pictures have the same name"),
        (["--light", "cat.png", "--network", "net.npz"], "Give --style or --light, or --network alone"),
        ([], "Give --style or --light, or --network alone"),
    ],
)
def test_a_light_that_cannot_be_had_is_told_in_a_sentence(photo: Path, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        painted(str(photo), *arguments)
