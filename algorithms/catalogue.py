"""The trained styles that ship: styles.toml and weights/. No TensorFlow here, so that a web process can read it."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

WORKING_SIDE = 768
"""Longer side in pixels at which the networks see a photo; it sets the size of the strokes within the picture."""

STYLES_FILE = Path(__file__).parent / "styles.toml"
WEIGHTS_FOLDER = Path(__file__).parent / "weights"


Kind = Literal["painting", "photo"]


@dataclass(frozen=True)
class Style:
    """One trained style.

    Attributes
    ----------
    slug : name in addresses and commands
    title, artist, year : of the work it was learnt from
    kind : "painting" or "photo"
    weights : file name in algorithms/weights
    row : the style's row of scales and shifts in that network
    source : a page about the work
    """

    slug: str
    title: str
    artist: str
    year: str
    kind: Kind
    weights: str
    row: int
    source: str

    @property
    def weights_path(self) -> Path:
        """The network's file."""
        return WEIGHTS_FOLDER / self.weights

    @property
    def swatch_url_path(self) -> str:
        """The static file of a texture that we synthesised from the work."""
        return f"styles/{self.slug}-swatch.jpg"

    @property
    def sample_url_path(self) -> str:
        """The static file of the sample photo in this style."""
        return f"styles/{self.slug}-sample.jpg"


@cache
def styles() -> tuple[Style, ...]:
    """Return every style, in the order of styles.toml.

    Raises
    ------
    ValueError
        If an entry lacks a field or has one that is not known.
    """
    return tuple(_style(entry) for entry in tomllib.loads(STYLES_FILE.read_text())["style"])


def styles_of(kind: Kind) -> tuple[Style, ...]:
    """Return the paintings, or the photographic styles."""
    return tuple(style for style in styles() if style.kind == kind)


def style(slug: str) -> Style:
    """Return the style of that name.

    Raises
    ------
    KeyError
        With the names there are.
    """
    for candidate in styles():
        if candidate.slug == slug:
            return candidate
    raise KeyError(f"no style {slug!r}; there are {', '.join(candidate.slug for candidate in styles())}")


def _style(entry: dict[str, Any]) -> Style:
    expected = {field.name for field in fields(Style)}
    if set(entry) != expected:
        raise ValueError(f"style {entry.get('slug')!r} has the fields {sorted(entry)}; expected {sorted(expected)}")
    return Style(**entry)
