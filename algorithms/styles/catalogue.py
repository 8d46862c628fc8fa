"""The trained styles: those that ship, and those that this installation added. No TensorFlow: web processes read it."""

import logging
import tomllib
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

logger = logging.getLogger(__name__)

WORKING_SIDE = 768
"""Longer side in pixels at which the networks see a photo; it sets the size of the strokes within the picture."""

STYLES_FILE = Path(__file__).parent / "styles.toml"
WEIGHTS_FOLDER = Path(__file__).parent.parent / "weights"
PAINTER_FILE = WEIGHTS_FOLDER / "painter.npz"


Kind = Literal["painting", "photographic"]


@dataclass(frozen=True)
class Style:
    """One trained style.

    Attributes
    ----------
    slug : name in addresses and commands
    title, artist, year : of the work it was learnt from
    kind : "painting" or "photographic"
    weights : file name in `folder`
    row : the style's row of scales and shifts in that file
    source : a page about the work
    folder : where the weights lie; with those of an added style lie its pictures, too
    """

    slug: str
    title: str
    artist: str
    year: str
    kind: Kind
    weights: str
    row: int
    source: str
    folder: Path = WEIGHTS_FOLDER

    @property
    def ships(self) -> bool:
        """Whether the style came with the program."""
        return self.folder == WEIGHTS_FOLDER

    @property
    def weights_path(self) -> Path:
        """The network's file, or that of the row."""
        return self.folder / self.weights

    @property
    def swatch(self) -> str:
        """The file name of a texture that we synthesised from the work."""
        return f"{self.slug}-swatch.webp"

    @property
    def sample(self) -> str:
        """The file name of the sample photo in this style."""
        return f"{self.slug}-sample.webp"


class Added:
    """Where added styles are: a folder with a styles.toml, weights and pictures. The site sets it at its start."""

    folder: Path | None = None


def styles() -> tuple[Style, ...]:
    """Return every style: those that ship, in the order of styles.toml, then the added ones.

    An added style that appears or goes is noticed at the next call. One that has the name of a style that ships is
    left out, and one that was learnt over a painter that has been replaced.

    Raises
    ------
    ValueError
        If an entry of a style that ships lacks a field or has one that is not known.
    """
    shipped = _shipped()
    names = {style.slug for style in shipped}
    return shipped + tuple(style for style in added_styles() if style.slug not in names and fits(style))


def added_styles() -> tuple[Style, ...]:
    """Return the styles that this installation added, those included that cannot be offered any more."""
    if Added.folder is None or not (Added.folder / STYLES_FILE.name).exists():
        return ()
    stat = (Added.folder / STYLES_FILE.name).stat()
    return _added(Added.folder, (stat.st_mtime_ns, stat.st_ino, stat.st_size))


def fits(style: Style) -> bool:
    """Whether the painter that ships can paint an added style: it was learnt over the kernels of that one."""
    from algorithms.styles.compatibility import params_fit  # numpy, which only sites with added styles need

    return params_fit(style.weights_path, PAINTER_FILE)


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


def style_to_add(slug: str) -> Style:
    """Return the style as which a new one can be added, or an added one learnt again; its facts come later.

    Raises
    ------
    ValueError
        With one plain sentence, if that is not possible.
    """
    if Added.folder is None:
        raise ValueError("no folder for added styles was set")
    if not slug:
        raise ValueError("A style needs a name of letters or digits; choose another one.")
    if any(shipped.slug == slug for shipped in _shipped()):
        raise ValueError(f"A style called {slug} ships already; choose another name.")
    return Style(slug, "", "", "", "painting", weights=f"{slug}.npz", row=0, source="", folder=Added.folder)


@cache
def _shipped() -> tuple[Style, ...]:
    return read_catalogue(STYLES_FILE)


@lru_cache(maxsize=1)
def _added(folder: Path, _version: tuple[int, ...]) -> tuple[Style, ...]:
    """Read the added styles once for each version of their file; a broken one must not take the site down."""
    try:
        return read_catalogue(folder / STYLES_FILE.name)
    except (OSError, ValueError):
        logger.exception("The added styles in %s cannot be read; none of them is offered.", folder)
        return ()


def read_catalogue(file: Path) -> tuple[Style, ...]:
    """Read a styles.toml.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not TOML, or an entry lacks a field or has one that is not known.
    """
    folder = weights_folder(file)
    return tuple(_style(entry, folder) for entry in tomllib.loads(file.read_text("utf-8")).get("style", []))


def weights_folder(file: Path) -> Path:
    """Return where the weights of a styles.toml lie: beside it, but for the one that ships."""
    return WEIGHTS_FOLDER if file.resolve() == STYLES_FILE else file.parent


def _style(entry: dict[str, Any], folder: Path) -> Style:
    expected = {field.name for field in fields(Style)} - {"folder"}
    if set(entry) != expected:
        raise ValueError(f"style {entry.get('slug')!r} has the fields {sorted(entry)}; expected {sorted(expected)}")
    return Style(**entry, folder=folder)
