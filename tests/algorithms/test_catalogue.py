"""The styles that ship."""

from pathlib import Path

import pytest
from PIL import Image

from algorithms import catalogue
from algorithms.catalogue import Style, style, styles
from algorithms.weights_file import read_weights

STATIC = Path(__file__).parents[2] / "site" / "static"


@pytest.mark.parametrize("shipped", styles(), ids=lambda shipped: shipped.slug)
def test_a_style_ships_with_its_row_its_pictures_and_its_facts(shipped: Style) -> None:
    rows = len(read_weights(shipped.weights_path)["conv1/scale" if shipped.kind == "painting" else "base"])

    assert 0 <= shipped.row < rows
    with Image.open(STATIC / shipped.swatch_url_path) as swatch, Image.open(STATIC / shipped.sample_url_path) as sample:
        assert swatch.size == (256, 256)
        assert max(sample.size) >= 480
    assert all((shipped.title, shipped.artist, shipped.year, shipped.source.startswith("https://")))
    assert shipped.kind in ("painting", "photo")


def test_every_style_has_a_name_and_a_row_of_its_own() -> None:
    assert len({shipped.slug for shipped in styles()}) == len(styles())
    assert len({(shipped.weights, shipped.row) for shipped in styles()}) == len(styles())


def test_a_style_is_found_by_its_name() -> None:
    last = styles()[-1]

    assert style(last.slug) is last


def test_an_unknown_style_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=rf"no style 'mona-lisa'; there are {styles()[0].slug}, "):
        style("mona-lisa")


def test_an_entry_with_a_field_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "styles.toml").write_text('[[style]]\nslug = "half"\n')
    monkeypatch.setattr(catalogue, "STYLES_FILE", tmp_path / "styles.toml")

    with pytest.raises(ValueError, match=r"style 'half' has the fields \['slug'\]; expected \['artist', 'kind'"):
        styles.__wrapped__()
