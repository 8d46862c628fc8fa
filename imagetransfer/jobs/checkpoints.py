"""Where a long job's state is saved while it runs, so that another worker goes on from there."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from imagetransfer.jobs.models import OPEN_STATES, Job


def checkpoint_path(pk: UUID) -> Path:
    """Return the file of a job's saved state."""
    return _folder() / f"{pk}.npz"


def checkpoint_forget(pk: UUID) -> None:
    """Delete a job's saved state, and a half-written one."""
    for path in _folder().glob(f"*{pk}.npz*"):
        path.unlink(missing_ok=True)


def checkpoints_sweep() -> None:
    """Delete the saved states of jobs that ended while nobody was there to do it."""
    paths = {_pk_of(path): path for path in _folder().glob("*")}
    still_open = set(Job.objects.filter(pk__in=paths, state__in=OPEN_STATES).values_list("pk", flat=True))
    for pk in set(paths) - still_open:
        checkpoint_forget(pk)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "saved"


def _pk_of(path: Path) -> UUID:
    return UUID(path.name.removesuffix(".part").strip(".").removesuffix(".npz"))
