"""`Idempotency-Key`: a request that is sent twice, because its first answer was lost, does its work once."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from imagetransfer.api.job_owners import HEADER as JOB_SECRET
from imagetransfer.api.models import Answer
from imagetransfer.api.problems import Problem
from imagetransfer.api.services import answer_begin, answer_forget, answer_keep

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
KEY_PATTERN = f"^[!-~]{{1,{LONGEST_KEY}}}$"
_KEPT_HEADERS = ("Location",)

View = TypeVar("View")


def idempotent(post: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view's method honour the header; only successes are remembered."""

    @wraps(post)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return post(view, request, *args, **kwargs)
        if not re.fullmatch(KEY_PATTERN, key):
            raise Problem(
                "invalid",
                _("The %(header)s must be 1 to %(longest_key)s visible characters; use a UUID, say.")
                % {"header": HEADER, "longest_key": LONGEST_KEY},
            )
        fingerprint = _fingerprint(request)
        answer, is_new = answer_begin(client=view.client, key=key, fingerprint=fingerprint)
        if not is_new:
            return _again(answer, fingerprint)
        try:
            response = post(view, request, *args, **kwargs)
        except BaseException:
            answer_forget(answer)
            raise
        kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        answer_keep(answer, status=response.status_code, headers=kept, body=response.data)
        return response

    return once


def _again(answer: Answer, fingerprint: str) -> Response:
    """Give the first answer once more."""
    if answer.fingerprint != fingerprint:
        raise Problem(
            "key_reused",
            _("This %(header)s came with another request before; use a new one for each request.") % {"header": HEADER},
        )
    if answer.status is None:
        raise Problem(
            "key_in_use",
            _("The first request with this key is still being worked on; please try again in 2 seconds."),
            headers={"Retry-After": "2"},
        )
    return Response(answer.body, status=answer.status, headers={**answer.headers, "Idempotency-Replayed": "true"})


def _fingerprint(request: Request) -> str:
    """Return a hash of what is asked, and with which secret; the boundary between a form's parts is no part of it."""
    secret = request.headers.get(JOB_SECRET, "")
    digest = hashlib.sha256(f"{request.method} {request.path}\n{secret}\n".encode())
    data = request.data
    fields = data.lists() if hasattr(data, "lists") else [("", [data])]
    for name, values in sorted(fields):
        for value in values:
            digest.update(f"\n{name}\n".encode())
            if isinstance(value, UploadedFile):
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(json.dumps(value, sort_keys=True).encode())
    return digest.hexdigest()
