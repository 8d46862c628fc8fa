"""Files that appear under their name complete or not at all."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class AtomicFileStorage(FileSystemStorage):
    """Write beside the final place, then move: a reader never sees half a picture, a second write replaces the first.

    Two writers of one name at the same moment are not kept apart; the job's row does that. Even a writer that was
    killed leaves nothing behind for long: whoever does its job again writes over its draft.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Keep the name: the caller chose a unique one, or means to replace."""
        return name

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
