"""The command line against a live server."""

from pathlib import Path

import pytest

from algorithms.gatys.options import PaintOptions
from algorithms.styles.catalogue import styles, styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from imagetransfer_client.command import main
from tests.clients.conftest import grey_of, make_photo

STYLE = styles()[0].slug


@pytest.fixture
def holiday(tmp_path: Path) -> Path:
    """Make a folder of photos, each of another grey."""
    folder = tmp_path / "holiday"
    folder.mkdir()
    for number in range(12):
        make_photo(folder / f"{number:02}.png", 20 * number)
    (folder / "notes.txt").write_text("not a photo")
    return folder


def test_it_lists_the_styles(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--url", site, "styles"]) == 0

    assert capsys.readouterr().out.count("\n") == len(styles())


@pytest.mark.parametrize("out", ["painted.png", "."])
def test_it_paints_one_photo(
    out: str,
    site: str,
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert main(["--url", site, "stylize", str(photo), "--style", STYLE, "--out", out]) == 0

    painted = Path(capsys.readouterr().out.strip())
    assert grey_of(painted) == pytest.approx(215, abs=2)
    assert [path.name for path in Path().iterdir()] == [painted.name]


def test_a_picture_is_the_style_of_a_whole_folder(
    site: str, holiday: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photo.parent)
    for path in list(holiday.glob("*.png"))[2:]:
        path.unlink()

    assert main(["--url", site, "stylize", "holiday", "--style", "photo.jpg:60", "--style", f"{STYLE}:40"]) == 0

    assert len(list(Path(f"holiday-photo-{STYLE}").iterdir())) == 2
    own = OwnStyle.objects.get()
    assert [job.parameters["styles"] for job in Job.objects.all()] == [{own.slug: 60, STYLE: 40}] * 2


def test_a_photos_light_is_the_style(site: str, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(photo.parent)

    assert main(["--url", site, "stylize", "photo.jpg", "--light", "photo.jpg"]) == 0

    own = OwnStyle.objects.get()
    assert (own.kind, Job.objects.get().parameters["styles"]) == ("photographic", {own.slug: 100})
    assert Path("photo-photo.jpg").exists()


def test_neither_style_nor_light_is_told(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    assert main(["stylize", str(photo)]) == 1
    assert "Give --style or --light." in capsys.readouterr().err


@pytest.mark.parametrize("dies_at", [{3, 7}])
def test_a_folder_is_painted_though_workers_die_in_the_middle(site: str, holiday: Path, tmp_path: Path) -> None:
    out = tmp_path / "painted"

    assert main(["--url", site, "stylize", str(holiday), "--style", STYLE, "--out", str(out)]) == 0

    assert {path.name: grey_of(path) for path in sorted(out.iterdir())} == {
        f"{number:02}.jpg": pytest.approx(255 - 20 * number, abs=2) for number in range(12)
    }
    assert Job.objects.filter(attempts=2).count() == 2


def test_what_is_painted_already_is_not_painted_again(site: str, holiday: Path, tmp_path: Path) -> None:
    command = ["--url", site, "stylize", str(holiday), "--style", STYLE, "--out", str(tmp_path / "painted")]
    main(command)
    (tmp_path / "painted" / "03.jpg").unlink()

    main(command)
    assert Job.objects.count() == 13
    main([*command, "--again"])
    assert Job.objects.count() == 25


def test_one_bad_file_stops_no_other_and_is_told(
    site: str, holiday: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (holiday / "05.png").write_text("only called a picture")
    out = tmp_path / "painted"

    assert main(["--url", site, "stylize", str(holiday), "--style", STYLE, "--out", str(out)]) == 1

    assert len(list(out.iterdir())) == 11
    said = capsys.readouterr()
    assert "05.png: This is not a picture we can read" in said.err
    assert "Painted 11 of 12 photos" in said.out


def test_photos_of_one_name_in_two_formats_are_kept_apart(site: str, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    make_photo(folder / "a.png", 10)
    make_photo(folder / "a.jpg", 200)

    main(["--url", site, "stylize", str(folder), "--style", STYLE, "--out", str(tmp_path / "out")])

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.jpg.jpg", "a.png.jpg"]


def test_a_folder_without_photos_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stylize", str(tmp_path), "--style", STYLE]) == 1

    assert capsys.readouterr().err == f"There are no photos in {tmp_path}.\n"


@pytest.mark.parametrize(
    "command",
    [
        ["stylize", "missing.jpg", "--style", STYLE],
        ["paint", "missing.jpg", "photo.jpg"],
        ["paint", "photo.jpg", "missing.jpg"],
        ["relight", "photo.jpg", "photo.jpg", "--content-mask", "photo.jpg", "--style-mask", "missing.jpg"],
    ],
)
@pytest.mark.usefixtures("photo")
def test_a_missing_file_is_told_in_one_sentence(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(command) == 1

    assert capsys.readouterr().err == "There is no file missing.jpg; please check its name.\n"


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paint", str(photo), str(tmp_path)]) == 1

    assert capsys.readouterr().err == f"{tmp_path} cannot be used: Is a directory.\n"


def test_a_result_that_could_not_be_written_is_told_before_anything_is_painted(
    site: str, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "painted.jpg"

    assert main(["--url", site, "stylize", str(photo), "--style", STYLE, "--out", str(out)]) == 1

    assert capsys.readouterr().err == f"There is no folder {out.parent}; please make it, or choose another one.\n"
    assert not Job.objects.exists()


def test_it_paints_after_another_picture_with_options(
    site: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_photo(tmp_path / "monet.jpg", 200)
    chosen = ["--set", "steps=50", "--set", "style_layers=relu1_1,relu2_1", "--set", "clip=false"]

    assert main(["--url", site, "paint", str(photo), "monet.jpg", *chosen]) == 0

    options = Job.objects.get().parameters["options"]
    assert (options["steps"], options["style_layers"], options["clip"]) == (50, ["relu1_1", "relu2_1"], False)
    assert grey_of(Path("photo-monet-painted.jpg")) == pytest.approx(215, abs=2)


def test_it_lists_the_options_with_their_defaults(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--url", site, "paint", "--list-options"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("steps") and f" {PaintOptions().steps} " in line for line in lines)
    assert any(line.startswith("colours") and "luminance" in line for line in lines)


@pytest.mark.parametrize("chosen", ["steps", "steps=many", "stepz=5"])
def test_an_option_that_there_is_not_is_told_in_one_line(
    chosen: str, site: str, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--url", site, "paint", str(photo), str(photo), "--set", chosen]) == 1

    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "step" in line


def test_it_paints_with_another_pictures_strokes(
    site: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    evening = make_photo(tmp_path / "evening.png", 200)

    assert main(["--url", site, "brushwork", str(photo), str(evening), "--set", "photo_share=0.5"]) == 0

    job = Job.objects.get()
    assert (job.algorithm, job.parameters["masks"], job.parameters["options"]["photo_share"]) == (
        "neighbours", "none", 0.5,
    )  # fmt: skip
    assert Path("photo-evening-brushwork.jpg").exists()


def test_it_relights_with_two_masks_or_none(
    site: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    evening = make_photo(tmp_path / "evening.png", 200)
    command = ["--url", site, "relight", str(photo), str(evening), "--content-mask", str(evening)]

    assert main(command) == 1
    assert "two masks" in capsys.readouterr().err
    assert main([*command, "--style-mask", str(evening), "--set", "steps=20"]) == 0

    job = Job.objects.get()
    assert (job.algorithm, job.parameters["masks"], job.parameters["options"]["steps"]) == ("photographic", "own", 20)
    assert grey_of(Path("photo-evening-relit.jpg")) == pytest.approx(215, abs=2)


def test_styles_are_mixed_and_used_as_asked(
    site: str, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = (style.slug for style in styles_of("painting")[:2])
    mix = ["--style", f"{first}:20", "--style", f"{second}:60"]
    how = ["--strength", "40", "--keep-colours", "--stroke", "150", "--size", "64", "--keep-size"]

    assert main(["--url", site, "stylize", str(photo), *mix, *how]) == 0

    assert Job.objects.get().parameters == {
        "styles": {second: 60, first: 20}, "strength": 40, "keep_colours": True, "stroke": 150, "where": "everything"
    }  # fmt: skip
    assert Path(f"photo-{first}-{second}.jpg").exists()


def test_a_choice_that_cannot_be_is_told_in_one_line(
    site: str, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--url", site, "stylize", str(photo), "--style", STYLE, "--stroke", "20"]) == 1

    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "stroke" in line
