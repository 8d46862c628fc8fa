"""The saved states of long jobs, from which another worker goes on: those that nobody needs any more."""

from imagetransfer.files.places import SAVED_STATES, job_of_saved_state
from imagetransfer.files.store import discard, store
from imagetransfer.jobs.models import OPEN_STATES, Job


def checkpoints_sweep() -> None:
    """Delete the saved states of jobs that ended while nobody was there to do it; other files there are left alone."""
    states = {file.name: pk for file in store().listing(SAVED_STATES) if (pk := job_of_saved_state(file.name))}
    still_open = set(Job.objects.filter(pk__in=states.values(), state__in=OPEN_STATES).values_list("pk", flat=True))
    discard(*(name for name, pk in states.items() if pk not in still_open))
