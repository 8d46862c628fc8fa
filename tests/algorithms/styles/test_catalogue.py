"""The shipped styles and the added ones."""

from pathlib import Path

import pytest
from PIL import Image

from algorithms.io.weights_file import read_weights
from algorithms.styles import catalogue
from algorithms.styles.catalogue import PAINTER_FILE, Style, added_styles, style, styles, styles_of
from algorithms.styles.catalogue_file import catalogue_enter, catalogue_remove
from algorithms.styles.compatibility import kernels_digest
from tests.algorithms.makers import style_file

PICTURES = Path(__file__).parents[3] / "site" / "static" / "styles"


@pytest.mark.parametrize("shipped", styles(), ids=lambda shipped: shipped.slug)
def test_a_shipped_style_has_its_parameters_its_pictures_and_its_facts(shipped: Style) -> None:
    arrays = read_weights(shipped.weights_path)
    rows = len(arrays["style_params"]) if shipped.kind == "painting" else 1

    assert 0 <= shipped.row < rows
    with Image.open(PICTURES / shipped.swatch) as swatch, Image.open(PICTURES / shipped.sample) as sample:
        assert swatch.size == (288, 192)
        assert max(sample.size) >= 480
    assert all((shipped.title, shipped.artist, shipped.year, shipped.source.startswith("https://")))
    assert shipped.kind in ("painting", "photographic")


def test_every_style_has_a_slug_and_parameters_of_its_own() -> None:
    assert len({shipped.slug for shipped in styles()}) == len(styles())
    assert len({(shipped.weights, shipped.row) for shipped in styles()}) == len(styles())


def test_a_style_is_found_by_its_name() -> None:
    last = styles()[-1]

    assert style(last.slug) is last


def test_an_unknown_style_is_answered_with_a_list_of_all() -> None:
    with pytest.raises(KeyError, match=rf"no style 'mona-lisa'; there are {styles()[0].slug}, "):
        style("mona-lisa")


def test_an_entry_with_a_field_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "styles.toml").write_text('[[style]]\nslug = "half"\n')
    monkeypatch.setattr(catalogue, "STYLES_FILE", tmp_path / "styles.toml")

    with pytest.raises(ValueError, match=r"style 'half' has the fields \['slug'\]; expected \['artist', 'kind'"):
        catalogue.shipped_styles.__wrapped__("en")


def test_an_added_style_appears_and_goes_without_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path))
    shipped = styles()
    style_file(tmp_path / "blue-dog.npz")

    catalogue_enter(tmp_path / "styles.toml", tmp_path / "blue-dog.npz", {"blue-dog": 0}, {"artist": "Ada"})
    added = style("blue-dog")
    catalogue_remove(tmp_path / "styles.toml", "blue-dog")

    assert (added.artist, added.weights_path, added.ships) == ("Ada", tmp_path / "blue-dog.npz", False)
    assert styles() == shipped
    assert all(one.ships for one in shipped)


def test_an_added_style_does_not_take_the_place_of_one_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path))
    first = styles()[0]
    style_file(tmp_path / "mine.npz")

    catalogue_enter(tmp_path / "styles.toml", tmp_path / "mine.npz", {first.slug: 0, "blue-dog": 0}, {})

    assert style(first.slug) is first
    assert [one.slug for one in styles_of("painting") if not one.ships] == ["blue-dog"]


@pytest.mark.parametrize("text", ["[[style\n", '[[style]]\nslug = "half"\n', ""])
def test_a_broken_file_of_added_styles_is_told_in_the_log_and_the_others_are_offered(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path))
    (tmp_path / "styles.toml").write_text(text)

    assert all(one.ships for one in styles())
    assert ("none of them is offered" in caplog.text) == bool(text)


def test_a_style_trained_over_a_painter_that_was_replaced_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STYLES_FOLDER", str(tmp_path))
    style_file(tmp_path / "now.npz", kernels_digest(read_weights(PAINTER_FILE)))
    style_file(tmp_path / "before.npz", b"of another painter")
    (tmp_path / "damaged.npz").write_text("no weights")

    for slug in ("now", "before", "damaged", "missing"):
        catalogue_enter(tmp_path / "styles.toml", tmp_path / f"{slug}.npz", {slug: 0}, {})

    assert [one.slug for one in styles() if not one.ships] == ["now"]
    assert [one.slug for one in added_styles()] == ["now", "before", "damaged", "missing"]
