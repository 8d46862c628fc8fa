"""Webhooks: queueing a call and making it.

The body is signed with HMAC-SHA256 over "TIME.BODY", hexadecimal, under the job's own secret:

    X-ImageTransfer-Signature: t=1700000000,v1=5257a869…

Who receives it computes the same, compares in constant time and refuses an old TIME. `id` is the same in each try.
"""

import hashlib
import hmac
import json
import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.functions import Now

from imagetransfer.outbox.delivery import Refused
from imagetransfer.outbox.models import Call
from imagetransfer.outbox.public_http import AddressRefused, post


def call_queue(*, about: UUID, kind: str, url: str, secret: str, content: dict[str, Any]) -> None:
    """Queue a call in the transaction of its event; a second one of the same kind about the same job is dropped."""
    call = Call(about=about, kind=kind, url=url, secret=secret, due=Now())
    call.body = json.dumps({"id": str(call.pk), "event": kind, **content}, cls=DjangoJSONEncoder)
    Call.objects.bulk_create([call], ignore_conflicts=True)


def call_make(call: Call) -> None:
    """Post the call; anything but a status of 200 to 299 is tried again later."""
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "ImageTransfer",
        "X-ImageTransfer-Signature": sign(call.body, call.secret, int(time.time())),
    }
    try:
        status = post(call.url, call.body.encode(), headers, private_too=settings.WEBHOOKS_PRIVATE)
    except AddressRefused as refused:
        raise Refused(str(refused)) from refused
    if not 200 <= status < 300:
        raise OSError(f"the other side answered {status}")


def sign(body: str, secret: str, now: int) -> str:
    """Return the signature's header."""
    digest = hmac.new(secret.encode(), f"{now}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={now},v1={digest}"
