"""Every error as problem details (RFC 9457): a stable code for programs, one plain sentence for people."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rest_framework import exceptions
from rest_framework.response import Response

from algorithms.errors import UserError
from imagetransfer.disk_full import RETRY_AFTER, SENTENCE, is_disk_full
from imagetransfer.errors import Refusal, sentence_of

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its HTTP status, and the title that all problems of the kind share."""

    status: int
    title: str


KINDS = {
    "malformed": Kind(400, _("The request cannot be read")),
    "invalid": Kind(400, _("A field is missing or wrong")),
    "picture_damaged": Kind(400, _("The picture cannot be decoded, or is too small")),
    "mail_refused": Kind(400, _("The address wants no mail from here")),
    "webhook_refused": Kind(400, _("The webhook's address is none that is called")),
    "token_missing": Kind(401, _("This needs a token")),
    "token_invalid": Kind(401, _("The token is not known, or was revoked")),
    "scope_missing": Kind(403, _("The token may not do this")),
    "not_owner": Kind(403, _("Only the job's owner may do this")),
    "gallery_closed": Kind(403, _("The gallery is closed to this client")),
    "not_found": Kind(404, _("There is nothing here")),
    "upload_gone": Kind(404, _("The upload is not here, or not any more")),
    "photo_gone": Kind(404, _("The job whose photo was asked for is not here")),
    "picture_not_ready": Kind(404, _("The job has no such picture yet")),
    "method_not_allowed": Kind(405, _("This address does not know the method")),
    "job_finished": Kind(409, _("The job is finished already")),
    "job_not_done": Kind(409, _("The job has no result")),
    "shared_already": Kind(409, _("The job's result is in the gallery already")),
    "key_in_use": Kind(409, _("A request with this idempotency key is being worked on")),
    "too_large": Kind(413, _("The request is too large")),
    "picture_too_large": Kind(413, _("The picture has too many bytes or pixels")),
    "media_type_unknown": Kind(415, _("The request is neither multipart/form-data nor application/json")),
    "picture_unknown": Kind(415, _("The file is no JPEG, PNG, WebP or HEIC picture")),
    "key_reused": Kind(422, _("The idempotency key came with another request before")),
    "too_many_requests": Kind(429, _("Too many requests")),
    "too_many_jobs": Kind(429, _("This client has enough custom jobs waiting")),
    "gallery_limit": Kind(429, _("This was a lot in the gallery within one hour")),
    "mail_limit": Kind(429, _("Enough mails went out to this address today")),
    "internal": Kind(500, _("Something went wrong here")),
    "queue_full": Kind(503, _("Too many jobs are waiting")),
    "busy": Kind(503, _("Too many pictures are being read")),
    "disk_full": Kind(503, _("There is no room to store anything")),
    "store_away": Kind(503, _("The store of all pictures cannot be reached")),
    "unhealthy": Kind(503, _("The service cannot work now")),
}


class Problem(Exception):  # noqa: N818 - it is named after what the client is sent
    """Ends the request with a problem of one of the `KINDS`."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = errors or []
        self.headers = headers or {}


def problem_response(error: Exception, context: dict[str, Any]) -> Response:
    """Answer any exception; Django REST framework calls this."""
    problem = _problem(error)
    kind = KINDS[problem.code]
    body = {
        "type": context["request"].build_absolute_uri(reverse("api:guide")) + f"#{problem.code}",
        "title": gettext(kind.title),
        "status": kind.status,
        "code": problem.code,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = problem.errors
    return Response(body, status=kind.status, headers=problem.headers, content_type=MEDIA_TYPE)


def _problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case Refusal():
            wait = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
            return Problem(error.code, sentence_of(error), headers=wait)
        case UserError():
            return Problem("invalid", sentence_of(error))
        case exceptions.ValidationError():
            return _invalid(error)
        case RequestDataTooBig():
            return Problem("too_large", "This request is too large; GET /api/v1/limits says how much is accepted.")
        case exceptions.APIException():
            return _of_the_framework(error)
        case Http404():
            return Problem("not_found", gettext("There is nothing at this address; please check it."))
        case SuspiciousOperation():
            return Problem("malformed", "This request cannot be read; please check how it is put together.")
        case _ if is_disk_full(error):
            logger.error("The disk is full.", exc_info=error)
            return Problem("disk_full", gettext(SENTENCE), headers={"Retry-After": str(RETRY_AFTER)})
    logger.exception("A request to the API failed.", exc_info=error)
    return Problem("internal", "Something went wrong here; please try again later.")


def _of_the_framework(error: exceptions.APIException) -> Problem:
    """Translate what Django REST framework raises by itself."""
    match error:
        case exceptions.ParseError():
            return Problem("malformed", f"{error.detail}; please check how the request is put together.")
        case exceptions.UnsupportedMediaType():
            return Problem(
                "media_type_unknown", "Please send multipart/form-data or application/json, and say which it is."
            )
        case exceptions.MethodNotAllowed():
            return Problem(
                "method_not_allowed",
                gettext("%(detail)s The header Allow says what works here.") % {"detail": error.detail},
            )
        case exceptions.NotFound():
            return Problem("not_found", "There is nothing at this address; please check it.")
    raise error


def _invalid(error: exceptions.ValidationError) -> Problem:
    errors = [{"field": field, "detail": sentence} for field, sentence in _sentences(error.detail)]
    first = errors[0]
    detail = f"{first['field']}: {first['detail']}" if first["field"] else first["detail"]
    return Problem("invalid", detail, errors=errors)


def _sentences(detail: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name of each wrong field, dotted where it is nested, and what is wrong with it."""
    if isinstance(detail, dict):
        for name, part in detail.items():
            inner = "" if name == "non_field_errors" else str(name)
            yield from _sentences(part, ".".join(filter(None, (field, inner))))
    elif isinstance(detail, list):
        for part in detail:
            yield from _sentences(part, field)
    else:
        yield field, str(detail)
