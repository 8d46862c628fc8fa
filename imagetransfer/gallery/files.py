"""A picture's files: all in one folder named after it, so that deleting forgets none.

`picture.jpg` and, when its owner shows it, `photo.jpg` are the full sizes; `640.webp`, `photo-640.webp` and the like
their thumbnails.
"""

from typing import IO
from uuid import UUID

from imagetransfer.files.places import gallery_folder
from imagetransfer.files.store import discard, store, write

PICTURE, PHOTO = "picture.jpg", "photo.jpg"


def file_write(pk: UUID, name: str, content: bytes) -> None:
    """Store a file of the picture; a second one of that name replaces the first."""
    write(path_of(pk, name), content)


def file_open(pk: UUID, name: str) -> IO[bytes]:
    """Open a file of the picture; FileNotFoundError when there is none."""
    return store().open(path_of(pk, name))


def files_delete(pk: UUID) -> None:
    """Delete every file of the picture, and its folder."""
    discard(gallery_folder(pk))


def path_of(pk: UUID, name: str) -> str:
    """Return the file's name in the store."""
    return f"{gallery_folder(pk)}{name}"
