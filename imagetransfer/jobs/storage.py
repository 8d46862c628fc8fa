"""Files that appear under their name complete or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.storage import FileSystemStorage

PART = ".part"


class AtomicFileStorage(FileSystemStorage):
    """Write beside the final place, then move: a reader never sees half a picture, a second write replaces the first.

    Replacing, unlike Django's way of inventing a free name, leaves nothing behind when a job is done again.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Keep the name: the caller chose a unique one, or means to replace."""
        return name

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = NamedTemporaryFile(dir=target.parent, prefix=".", suffix=PART, delete=False)  # noqa: SIM115
        try:
            with draft:
                for chunk in content.chunks():
                    draft.write(chunk)
            os.replace(draft.name, target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
        return name
