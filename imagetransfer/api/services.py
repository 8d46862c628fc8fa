"""Writing what the API keeps, and deleting what it has kept long enough."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from imagetransfer.api.models import Answer, Token, Upload
from imagetransfer.api.selectors import digest_of
from imagetransfer.files import places
from imagetransfer.files.store import discard
from imagetransfer.jobs.photos import walls_of_upload
from imagetransfer.jobs.services import jobs_delete
from imagetransfer.pictures.decoding import AcceptedPicture

# A request that takes longer has lost its process; whoever repeats it may begin anew.
_LONGEST_REQUEST = timedelta(minutes=3)
_ANSWERS_KEPT = timedelta(hours=24)


def token_create(*, name: str, scopes: list[str]) -> tuple[Token, str]:
    """Make a token; its secret is told this once and kept nowhere."""
    secret = f"it_{secrets.token_urlsafe(32)}"
    return Token.objects.create(name=name, scopes=scopes, digest=digest_of(secret)), secret


def token_revoke(token: Token) -> None:
    """Take a token out of force, for good."""
    Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now())


def upload_create(*, picture: AcceptedPicture) -> Upload:
    """Keep a picture for API_UPLOAD_HOURS."""
    upload = Upload(width=picture.width, height=picture.height)
    upload.file.save(places.api_upload(upload.pk, picture.suffix), ContentFile(picture.data), save=False)
    try:
        upload.save(force_insert=True)
    except BaseException:
        discard(str(upload.file))
        raise
    return upload


def upload_delete(upload: Upload) -> None:
    """Throw an upload away, and its walls; the jobs made with it have copies of their own."""
    upload.delete()
    discard(str(upload.file))
    jobs_delete(walls_of_upload(str(upload.file)))


def upload_read(upload: Upload) -> AcceptedPicture:
    """Return the picture as it was let in."""
    with upload.file.open() as file:
        return AcceptedPicture(data=file.read(), width=upload.width, height=upload.height)


def answer_begin(*, client: str, key: str, fingerprint: str) -> tuple[Answer, bool]:
    """Take an idempotency key; return its answer, and whether it is the caller's to give."""
    now = timezone.now()
    lost = Q(status=None, created__lt=now - _LONGEST_REQUEST)
    Answer.objects.filter(lost | Q(created__lt=now - _ANSWERS_KEPT), client=client, key=key).delete()
    return Answer.objects.get_or_create(client=client, key=key, defaults={"fingerprint": fingerprint})


def answer_keep(answer: Answer, *, status: int, headers: dict[str, str], body: Any) -> None:
    """Remember what was answered."""
    Answer.objects.filter(pk=answer.pk).update(status=status, headers=headers, body=body)


def answer_forget(answer: Answer) -> None:
    """Free the key of a request that came to nothing, so that it can be tried again."""
    Answer.objects.filter(pk=answer.pk).delete()


def api_prune() -> None:
    """Delete uploads that no job used within API_UPLOAD_HOURS, and answers to idempotency keys after a day."""
    now = timezone.now()
    for old in Upload.objects.filter(created__lt=now - timedelta(hours=settings.API_UPLOAD_HOURS)):
        upload_delete(old)
    Answer.objects.filter(created__lt=now - _ANSWERS_KEPT).delete()
