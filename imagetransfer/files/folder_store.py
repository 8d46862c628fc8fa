"""The store in a folder of this machine; files appear under their name complete or not at all."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from imagetransfer.files.store import StoredFile


class FolderStore(FileSystemStorage):
    """Write beside the final place, then move: a reader never sees half a picture, a second write replaces the first.

    Two writers of one name at the same moment are not kept apart; the job's row does that. Even a writer that was
    killed leaves nothing behind for long: whoever does its job again writes over its draft.
    """

    is_shared = False

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Keep the name: the caller chose a unique one, or means to replace."""
        return name

    def delete_folder(self, name: str) -> None:
        """Delete a folder with all that is in it."""
        shutil.rmtree(self.path(name), ignore_errors=True)

    def listing(self, folder: str) -> Iterator[StoredFile]:
        """Yield the files in a folder and its subfolders, half-written ones included."""
        root = Path(self.path(""))
        for path in (root / folder).rglob("*"):
            try:
                stat = path.stat()
            except FileNotFoundError:  # somebody was faster
                continue
            if path.is_file():
                modified = datetime.fromtimestamp(stat.st_mtime, UTC)
                yield StoredFile(str(path.relative_to(root)), modified, str(stat.st_mtime_ns))

    def address(self, name: str, *, content_type: str, disposition: str, cache_control: str) -> str:
        """Return "": nobody but the site serves the folder."""
        return ""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.part")
        try:
            with draft.open("wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return name
