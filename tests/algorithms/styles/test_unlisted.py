"""Styles that are in no list."""

from pathlib import Path

import pytest

from algorithms.styles import unlisted
from algorithms.styles.catalogue import Style, style, styles
from algorithms.styles.unlisted import lent, unlisted_style


def entry(slug: str, title: str = "Sunflowers") -> Style:
    return Style(slug, title, "", "", "painting", weights=f"{slug}.npz", row=0, source="", folder=Path("here"))


def test_a_lent_style_is_found_while_the_block_lasts_and_listed_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlisted, "find_own", lambda slug: None)
    with lent(entry("own-a")):
        assert style("own-a").weights_path == Path("here/own-a.npz")
        assert entry("own-a") not in styles()

    with pytest.raises(KeyError, match="no style 'own-a'"):
        style("own-a")


def test_a_lent_style_goes_before_the_one_that_the_site_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlisted, "find_own", lambda slug: entry(slug, "of the site"))

    with lent(entry("own-a", "lent")):
        assert [style(slug).title for slug in ("own-a", "own-b")] == ["lent", "of the site"]


def test_nothing_is_asked_about_other_slugs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlisted, "find_own", lambda slug: entry(slug))

    assert unlisted_style("starry-night") is None
