"""A picture's files: all in one folder named after it, so that deleting forgets none.

`picture.jpg` and, when its owner shows it, `photo.jpg` are the full sizes; `640.webp`, `photo-640.webp` and the like
their thumbnails.
"""

from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

PICTURE, PHOTO = "picture.jpg", "photo.jpg"


def file_write(pk: UUID, name: str, content: bytes) -> None:
    """Store a file of the picture; a second one of that name replaces the first."""
    default_storage.save(path_of(pk, name), ContentFile(content))


def file_open(pk: UUID, name: str) -> IO[bytes]:
    """Open a file of the picture; FileNotFoundError when there is none."""
    opened: IO[bytes] = default_storage.open(path_of(pk, name))
    return opened


def files_delete(pk: UUID) -> None:
    """Delete every file of the picture, and its folder."""
    folder = path_of(pk, "").rstrip("/")
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def path_of(pk: UUID, name: str) -> str:
    """Return the file's path in the storage; folders are spread over 256, as some file systems want."""
    return f"gallery/{pk.hex[:2]}/{pk}/{name}"
