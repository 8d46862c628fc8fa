"""What the site asks of a store besides Django's own methods, and what it says when the store is away."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Protocol, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from imagetransfer.errors import Refusal, in_a_while

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30


class StoreAway(Refusal):
    """The store does not answer: what was asked of it may succeed later."""

    def __init__(self) -> None:
        super().__init__(
            _("The pictures cannot be reached just now. Please try again in %(pause)s.")
            % {"pause": in_a_while(RETRY_SECONDS)},
            status=503,
            code="store_away",
            retry_after=RETRY_SECONDS,
        )


@dataclass(frozen=True)
class StoredFile:
    """A file in the store; `version` changes whenever its content does."""

    name: str
    modified: datetime
    version: str


class Store(Protocol):
    """A store of files under names with slashes; a name shows the whole old content or the whole new one."""

    is_shared: bool
    """Whether other machines use it as well, over the network."""

    def save(self, name: str, content: File[Any]) -> str:
        """Write a file; one of that name is replaced."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading; FileNotFoundError if there is none."""

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""

    def delete_folder(self, name: str) -> None:
        """Delete everything whose name begins with a folder's name, which ends in a slash."""

    def listing(self, folder: str) -> Iterator[StoredFile]:
        """Yield the files in a folder and its subfolders, half-written ones included."""

    def address(self, name: str, *, content_type: str, disposition: str, cache_control: str) -> str:
        """Return an address that serves the file for a while without the site; "" where the site must do it."""


def store() -> Store:
    """Return the store of this installation."""
    return cast(Store, default_storage)


def write(name: str, content: bytes) -> None:
    """Write a file, whole or not at all; one of that name is replaced."""
    store().save(name, ContentFile(content))


def discard(*names: str) -> None:
    """Delete files whose row is gone; if the store is away, retention deletes them later."""
    for name in names:
        try:
            store().delete_folder(name) if name.endswith("/") else store().delete(name)
        except StoreAway:
            logger.warning("%s could not be deleted now; it is deleted when files without a row are.", name)
