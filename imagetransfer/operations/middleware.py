"""What happens to every request before anything else does: it gets a name, and a probe gets its answer."""

import logging
import re
import uuid
from collections.abc import Callable
from time import monotonic

from django.http import HttpRequest, HttpResponse

from imagetransfer.log_context import request_begins
from imagetransfer.operations.probes import PROBES

logger = logging.getLogger("imagetransfer.requests")

HEADER = "X-Request-ID"
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestIdMiddleware:
    """Names the request as a proxy before us did, or anew; the name is in the answer and in the log.

    Of the path only the pattern is logged: links of owners carry their secret.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        given = request.headers.get(HEADER, "")
        name = given if _NAME.fullmatch(given) else uuid.uuid4().hex
        request_begins(name)
        began = monotonic()
        response = self.get_response(request)
        if request.resolver_match:  # probes come too often
            fields = {
                "method": request.method,
                "route": request.resolver_match.route,
                "status": response.status_code,
                "milliseconds": round((monotonic() - began) * 1000),
            }
            logger.info("%(method)s /%(route)s %(status)s in %(milliseconds)s ms", fields, extra=fields)
        response.headers[HEADER] = name
        return response


class ProbesMiddleware:
    """Answers `/healthz`, `/readyz` and `/metrics`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe; pass every other request on."""
        return PROBES.get(request.path_info, self.get_response)(request)
