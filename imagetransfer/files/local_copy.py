"""A file of the store on this machine while a worker writes to it: fetch it, work on it, put it back."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from imagetransfer.files.store import store

_PREFIX = "imagetransfer-copy-"
_YOUNG_SECONDS = 60  # a folder that was just made may not be locked yet


@dataclass(frozen=True)
class LocalCopy:
    """A copy of the file `name`; `path` is where it lies here, if the store has it."""

    name: str
    path: Path

    def put_back(self) -> None:
        """Replace the store's file by this one."""
        with self.path.open("rb") as file:
            store().save(self.name, File(file))


@contextmanager
def local_copy(name: str) -> Iterator[LocalCopy]:
    """Fetch a file of the store, if there is one, into a folder of its own, which goes when the block ends."""
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = folder / Path(name).name
        with suppress(FileNotFoundError), store().open(name) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield LocalCopy(name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _remove_abandoned() -> None:
    """Delete the folders of processes that were killed: nobody holds their locks any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # it is in use, or somebody else's, or gone meanwhile
            lock = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if folder.stat().st_mtime < time.time() - _YOUNG_SECONDS:
                    shutil.rmtree(folder)
            finally:
                os.close(lock)
