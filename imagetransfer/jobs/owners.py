"""A job's secret: with it, or in the browser that made the job (`my_jobs.py`), one has the owner's rights.

The link without the secret is for looking: the page, the preview of what is painted, and the results.
"""

from urllib.parse import urlencode

from django.utils.crypto import constant_time_compare, salted_hmac

from imagetransfer.jobs.models import Job

PARAMETER = "secret"
_SALT = "imagetransfer.jobs.owners"


def job_secret(job: Job) -> str:
    """Return the job's secret; it is derived, not stored, so that no copy of the database holds it."""
    return salted_hmac(_SALT, str(job.pk), algorithm="sha256").hexdigest()[:32]


def secret_opens(job: Job, secret: str) -> bool:
    """Whether this is the job's secret."""
    return constant_time_compare(secret, job_secret(job))


def owners_path(job: Job) -> str:
    """Return the private link, without the host: it gives the browser that opens it the owner's rights."""
    return f"{job.get_absolute_url()}?{urlencode({PARAMETER: job_secret(job)})}"
