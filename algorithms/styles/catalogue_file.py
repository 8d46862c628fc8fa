"""Write entries of a styles.toml; the other entries and the comments stay as they are."""

import os
from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError

from algorithms.errors import UserError
from algorithms.io.atomic_file import atomic_write
from algorithms.styles.catalogue import weights_folder


def catalogue_enter(catalogue: Path, weights: Path, rows: Mapping[str, int], known: Mapping[str, str]) -> None:
    """Enter trained styles; a style that has an entry keeps its fields that are not given here.

    Parameters
    ----------
    catalogue : path of a styles.toml, made if missing
    weights : path of the weights file
    rows : dict of slug to index in the weights file
    known : dict of field to value
        Fields that all these works share, such as `artist`.

    Raises
    ------
    UserError
        If the catalogue is not TOML.
    """
    document = _read(catalogue)
    entries = document.setdefault("style", tomlkit.aot())
    for slug, row in rows.items():
        entry = next((entry for entry in entries if entry.get("slug") == slug), None)
        if entry is None:
            entry = tomlkit.table()
            entry.update(_blank(slug))
            entries.append(entry)
        entry.update({"weights": os.path.relpath(weights, weights_folder(catalogue)), "row": row, **known})
    _write(catalogue, document)


def catalogue_remove(catalogue: Path, slug: str) -> None:
    """Remove the entry with a slug, if there is one."""
    document = _read(catalogue)
    entries = document.get("style", [])
    place = next((place for place, entry in enumerate(entries) if entry.get("slug") == slug), None)
    if place is None:
        return
    del entries[place]
    if not entries:
        del document["style"]  # tomlkit would leave an empty list, to which no table can be added
    _write(catalogue, document)


def _read(catalogue: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(catalogue.read_text("utf-8") if catalogue.exists() else "")
    except ParseError as error:
        raise UserError(f"{catalogue} is not TOML: {error}. Mend it, or name another file.") from error


def _write(catalogue: Path, document: tomlkit.TOMLDocument) -> None:
    with atomic_write(catalogue) as file:
        file.write(tomlkit.dumps(document).encode())


def _blank(slug: str) -> dict[str, str | int]:
    """Return an entry with every field of `catalogue.Style`, in reading order."""
    title = slug.replace("-", " ").capitalize()
    return {
        "slug": slug,
        "title": title,
        "artist": "unknown",
        "year": "unknown",
        "kind": "painting",
        "weights": "",
        "row": 0,
        "source": "",
    }
