"""The folder of added styles on this machine, which is kept the same as the store's where several machines share one.

Without a shared store, the folder itself is the only place where added styles lie.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File

from algorithms.io.atomic_file import atomic_write
from algorithms.styles.catalogue import STYLES_FILE, added_folder
from imagetransfer.files.places import STYLES
from imagetransfer.files.store import StoreAway, StoredFile, discard, store

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 5.0
_VERSIONS, _LOCK = ".versions.json", ".lock"  # what was fetched; held by the process that changes the folder

_looked = {"at": float("-inf")}


def styles_fetch() -> None:
    """Bring the folder up to date, unless that was done a moment ago, is being done, or the store is away."""
    folder = added_folder()
    if folder is None or not store().is_shared or time.monotonic() < _looked["at"] + LOOK_EVERY_SECONDS:
        return
    _looked["at"] = time.monotonic()
    try:
        with _locked(folder, wait=False):
            _mirror(folder)
    except BlockingIOError:
        pass
    except StoreAway:
        logger.warning("The store is away; the added styles are those that were known before.")


def style_files_put(*paths: Path) -> None:
    """Put an added style's files, which were written elsewhere, where every machine finds them."""
    folder = _folder()
    with _locked(folder):
        for path in paths:
            with atomic_write(folder / path.name) as file:
                file.write(path.read_bytes())
            _put(folder / path.name)


def style_files_delete(*names: str) -> None:
    """Delete an added style's files."""
    folder = _folder()
    with _locked(folder):
        for name in names:
            (folder / name).unlink(missing_ok=True)
            if store().is_shared:
                discard(f"{STYLES}{name}")


@contextmanager
def catalogue_changed() -> Iterator[Path]:
    """Give the newest list of added styles to be changed; the change is told to every machine when the block ends."""
    folder = _folder()
    with _locked(folder):
        if store().is_shared:
            _mirror(folder)
        yield folder / STYLES_FILE.name
        if (folder / STYLES_FILE.name).exists():
            _put(folder / STYLES_FILE.name)


def _folder() -> Path:
    folder = added_folder()
    if folder is None:
        raise ValueError("no folder for added styles was set")
    return folder


def _put(path: Path) -> None:
    if not store().is_shared:
        return
    # If the store goes away now, the next look fetches what the store has.
    (path.parent / _VERSIONS).unlink(missing_ok=True)
    with path.open("rb") as file:
        store().save(f"{STYLES}{path.name}", File(file))


def _mirror(folder: Path) -> None:
    """Fetch what is new in the store, the list of styles last, and delete what is not there any more."""
    versions, known = folder / _VERSIONS, {}
    if versions.exists():
        known = json.loads(versions.read_text())
    there = {file.name.removeprefix(STYLES): file for file in store().listing(STYLES)}
    for name, file in sorted(there.items(), key=lambda entry: entry[0] == STYLES_FILE.name):
        if known.get(name) != file.version or not (folder / name).exists():
            _fetch(folder / name, file)
    for path in folder.iterdir():
        if path.name not in there and not path.name.startswith("."):
            path.unlink()
    now = {name: file.version for name, file in there.items()}
    if now != known:
        with atomic_write(versions) as target:
            target.write(json.dumps(now).encode())


def _fetch(path: Path, file: StoredFile) -> None:
    """Write the file with the store's time: it stands in the addresses of pictures, which all machines must share."""
    with store().open(file.name) as source, atomic_write(path) as target:
        target.write(source.read())
    os.utime(path, (file.modified.timestamp(),) * 2)


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Keep other processes of this machine from changing the folder; BlockingIOError if one does and none waits."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
