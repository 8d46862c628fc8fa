"""The trained styles: shipped ones and added ones. Web processes import this module, so it loads no TensorFlow."""

import logging
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from algorithms.errors import UserError
from algorithms.styles.unlisted import OWN, unlisted_style

logger = logging.getLogger(__name__)

WORKING_SIDE = 768  # longer side in pixels of what the network sees of a photo; it sets the strokes' size
STYLES_FILE = Path(__file__).parent / "styles.toml"
WEIGHTS_FOLDER = Path(__file__).parent.parent / "weights"
PAINTER_FILE = WEIGHTS_FOLDER / "painter.npz"
COMPACT_VGG_FILE = WEIGHTS_FOLDER / "compact-vgg.npz"

look_for_news: Callable[[], None] = lambda: None  # noqa: E731 - it is replaced
"""Called before the folder of added styles is read: a site of several machines brings the folder up to date."""

language: Callable[[], str] = lambda: "en"  # noqa: E731 - it is replaced
"""Returns the language in which titles, artists and years are wanted, one of `LANGUAGES`: the site's is the page's."""
LANGUAGES = ("en", "zh")  # in styles.toml `title_zh` stands beside `title`, and so on

Kind = Literal["painting", "photographic"]


@dataclass(frozen=True)
class Style:
    """One trained style.

    Attributes
    ----------
    slug : name in addresses and commands
    title, artist, year : of the work that the style was trained on, in the `language` that was asked for
    kind : "painting" or "photographic"
    weights : path of the weights file, relative to `folder`
    row : index of the style's parameters (scales and shifts) in that file
    source : address of a page about the work
    folder : folder of the weights; for an added style, of its swatch and sample, too
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
        """Whether the style is one of the program's own."""
        return self.folder == WEIGHTS_FOLDER

    @property
    def is_own(self) -> bool:
        """Whether the style is in no list: a picture that somebody gave."""
        return self.slug.startswith(OWN)

    @property
    def weights_path(self) -> Path:
        """The file with the style's parameters: a whole network, or the parameters alone."""
        return self.folder / self.weights

    @property
    def swatch(self) -> str:
        """The file name of a small picture: the sample photo in this style, beside a piece of the work."""
        return f"{self.slug}-swatch.webp"

    @property
    def sample(self) -> str:
        """The file name of the sample photo in this style."""
        return f"{self.slug}-sample.webp"

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of an added style: its parameters, swatch and sample."""
        return self.weights_path, self.folder / self.swatch, self.folder / self.sample


def added_folder() -> Path | None:
    """Return the folder of added styles, which STYLES_FOLDER in the environment names; None if it names none."""
    return Path(name) if (name := os.environ.get("STYLES_FOLDER")) else None


def styles() -> tuple[Style, ...]:
    """Return the shipped styles, in the order of styles.toml, then the added ones.

    Each call notices added styles that appeared or went. An added style is left out if a shipped one has its slug, or
    if it was trained over a painter that has been replaced.
    """
    shipped = {style.slug: style for style in shipped_styles(language())}
    return (*shipped.values(), *(style for style in added_styles() if style.slug not in shipped and fits(style)))


def added_styles() -> tuple[Style, ...]:
    """Return the styles that this installation added, including styles that do not fit the painter any more."""
    look_for_news()
    folder = added_folder()
    if folder is None or not (folder / STYLES_FILE.name).exists():
        return ()
    stat = (folder / STYLES_FILE.name).stat()
    return _added(folder, (stat.st_mtime_ns, stat.st_ino, stat.st_size), language())


def fits(style: Style) -> bool:
    """Whether an added style was trained over the kernels of the shipped painter, or has kernels of its own."""
    from algorithms.styles.compatibility import params_fit  # numpy, which only sites with added styles need

    return params_fit(style.weights_path, PAINTER_FILE)


def styles_of(kind: Kind) -> tuple[Style, ...]:
    """Return the listed styles of one kind."""
    return tuple(style for style in styles() if style.kind == kind)


def style(slug: str) -> Style:
    """Return the style with a slug, which may be in no list.

    Raises
    ------
    KeyError
        If there is none; the message lists the slugs of all styles.
    """
    for candidate in (unlisted_style(slug), *styles()):
        if candidate and candidate.slug == slug:
            return candidate
    raise KeyError(f"no style {slug!r}; there are {', '.join(candidate.slug for candidate in styles())}")


def style_to_add(slug: str) -> Style:
    """Return the entry of a style that is to be added, or trained again; title, artist and so on are still empty.

    Raises
    ------
    UserError
        If the slug is empty, begins as those of unlisted styles do, or belongs to a shipped style.
    """
    folder = added_folder()
    if folder is None:
        raise ValueError("no folder for added styles was set")
    if not slug or slug.startswith(OWN):
        named = f"a name that does not begin with {OWN}" if slug else "a name of letters or digits"
        raise UserError(f"A style needs {named}; choose another one.")
    if any(shipped.slug == slug for shipped in shipped_styles("en")):
        raise UserError(f"A style called {slug} ships already; choose another name.")
    return Style(slug, "", "", "", "painting", weights=f"{slug}.npz", row=0, source="", folder=folder)


@cache
def shipped_styles(in_language: str) -> tuple[Style, ...]:
    """Return the shipped styles with their names in a language."""
    return read_catalogue(STYLES_FILE, in_language)


@lru_cache(maxsize=len(LANGUAGES))
def _added(folder: Path, _version: tuple[int, ...], in_language: str) -> tuple[Style, ...]:
    """Read the added styles once for each version of their file; a broken file must not take the site down."""
    try:
        return read_catalogue(folder / STYLES_FILE.name, in_language)
    except (OSError, ValueError):
        logger.exception("The added styles in %s cannot be read; none of them is offered.", folder)
        return ()


def read_catalogue(file: Path, in_language: str = "en") -> tuple[Style, ...]:
    """Read a styles.toml; what it does not say in the language it says in English.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If the file is not TOML, or an entry lacks a field or has an unknown one.
    """
    entries = tomllib.loads(file.read_text("utf-8")).get("style", [])
    return tuple(_style(entry, weights_folder(file), in_language) for entry in entries)


def weights_folder(file: Path) -> Path:
    """Return the folder of a catalogue's weights: its own folder, or `WEIGHTS_FOLDER` for the shipped catalogue."""
    return WEIGHTS_FOLDER if file.resolve() == STYLES_FILE else file.parent


def _style(entry: dict[str, Any], folder: Path, in_language: str) -> Style:
    expected = {field.name for field in fields(Style)} - {"folder"}
    translations = {f"{name}_{each}" for name in ("title", "artist", "year") for each in LANGUAGES}
    if set(entry) - translations != expected:
        raise ValueError(f"style {entry.get('slug')!r} has the fields {sorted(entry)}; expected {sorted(expected)}")
    said = {name: entry.get(f"{name}_{in_language}", entry[name]) for name in expected}
    return Style(**said, folder=folder)
