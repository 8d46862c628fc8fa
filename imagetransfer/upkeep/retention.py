"""Everything that is deleted by itself."""

from imagetransfer.api.services import api_prune
from imagetransfer.jobs.retention import jobs_prune
from imagetransfer.styles.own_styles import own_styles_prune
from imagetransfer.upkeep.orphans import orphans_delete


def prune(days: int | None = None) -> int:
    """Delete what is older than it is kept, jobs after `days` (default: RETENTION_DAYS); return how many jobs."""
    deleted = jobs_prune(days)
    api_prune()
    own_styles_prune()
    orphans_delete()
    return deleted
