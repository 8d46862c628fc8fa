"""Reading what the API keeps."""

import hashlib
from uuid import UUID

from django.db.models import QuerySet

from imagetransfer.api.models import Token, Upload
from imagetransfer.jobs.models import Job


def digest_of(secret: str) -> str:
    """Return what is kept of a token. Its 256 random bits need no slow hash: nobody can guess through them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str) -> Token | None:
    """Return the token in force with this secret."""
    return Token.objects.filter(digest=digest_of(secret), revoked=None).first()


def jobs_of(client: str) -> QuerySet[Job]:
    """Return a client's jobs, those that were started."""
    return Job.objects.filter(client=client).exclude(state=Job.State.DRAFT).exclude(kind=Job.Kind.PHOTO)


def upload_with(pk: UUID) -> Upload | None:
    """Return the upload of that id, unless it was thrown away."""
    return Upload.objects.filter(pk=pk).first()
