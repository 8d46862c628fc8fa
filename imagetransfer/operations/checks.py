"""What must be well for the site to work, and what to do where it is not.

The sentences may be shown to anybody: what the system said about a problem stands apart, in `detail`.
"""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection

from algorithms.styles.catalogue import styles
from imagetransfer.files.store import store as file_store
from imagetransfer.operations.selectors import queue_ages

_NETWORKS = ("algorithms/weights/compact-vgg.npz", "segmentation/weights/parser.npz")


@dataclass(frozen=True)
class Finding:
    """What a check found. `advice` says what to do about a problem; without one, all is well."""

    sentence: str
    advice: str = ""
    detail: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing is to be done."""
        return not self.advice


def database() -> Finding:
    """Ask the database for nothing in particular."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        connection.close()
        return Finding("The database does not answer.", "Start it, or correct DATABASE_URL.", str(error))
    return Finding("The database answers.")


def queue() -> Finding:
    """See whether some lane's jobs wait for longer than the site wants."""
    try:
        ages = queue_ages()
    except DatabaseError as error:
        connection.close()
        return Finding("How long jobs wait is not known.", "See to the database first.", str(error))
    late = [f"{lane} for {age:.0f} s" for lane, age in ages.items() if age > settings.QUEUE_MAX_SECONDS]
    if late:
        advice = "Start workers (`manage.py work LANE`), or more of them; QUEUE_MAX_SECONDS says what is too long."
        return Finding(f"Jobs wait too long: {', '.join(late)}.", advice)
    return Finding("No job waits too long.")


def store() -> Finding:
    """Write a small file, read it and delete it."""
    content, name = b"well", f"health/{uuid4()}.txt"
    try:
        file_store().save(name, ContentFile(content))
        try:
            with file_store().open(name) as file:
                found = file.read()
        finally:
            file_store().delete(name)
    except Exception as error:  # each kind of store has errors of its own
        advice = "Make room, give this user the right to write, or correct the store's settings."
        return Finding("Files cannot be stored.", advice, f"{type(error).__name__}: {error}")
    if found != content:
        return Finding("Files do not come back as they were stored.", "Replace the disk or the store.")
    return Finding("Files can be stored.")


def disk() -> Finding:
    """See whether the disks of pictures and database have room left."""
    least = settings.DISK_RESERVE_MEGABYTES
    for folder in _folders():
        try:
            free = shutil.disk_usage(folder).free // 1_000_000
        except OSError as error:
            return Finding("The folder of pictures is not there.", "Create it, or correct MEDIA_ROOT.", str(error))
        if free < least:
            advice = f"Delete something (`manage.py prune --days N` deletes old jobs), or give {folder} a larger disk."
            return Finding(f"The disk is nearly full: {free} MB are left of the {least} MB to keep.", advice)
    return Finding("There is room on the disk.")


def weights() -> Finding:
    """See whether the networks' files are there and whole; `zipfile` reads the directory at the end of each."""
    shipped = {style.weights_path for style in styles() if style.ships}
    files = [*sorted(shipped), *(settings.BASE_DIR / name for name in _NETWORKS)]
    missing = [path.name for path in files if not zipfile.is_zipfile(path)]
    if missing:
        advice = "Install ImageTransfer again: these files come with it."
        return Finding(f"Networks are missing or damaged: {', '.join(missing)}.", advice)
    return Finding("The networks are there.")


def _folders() -> Iterator[Path]:
    """Yield the folder of pictures, or where it will be, if there is one, and that of a database in a file."""
    if not file_store().is_shared:
        yield next(folder for folder in (settings.MEDIA_ROOT, *Path(settings.MEDIA_ROOT).parents) if folder.exists())
    if connection.vendor == "sqlite":
        yield Path(connection.settings_dict["NAME"]).parent


READINESS: dict[str, Callable[[], Finding]] = {
    "database": database,
    "queue": queue,
    "store": store,
    "disk": disk,
    "weights": weights,
}
