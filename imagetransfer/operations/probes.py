"""The three addresses for whoever watches over the site: is it alive, can it work, and how does the work go.

They are answered before anything else of Django: a probe calls a process by its IP address and over plain HTTP, which
the site's own pages refuse.
"""

import ipaddress
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from imagetransfer.operations.checks import READINESS, Finding
from imagetransfer.operations.metrics import metrics_text

_REMEMBERED_SECONDS = 5.0  # nobody makes the site write files or ask its database by asking it whether it is well
_remembered: dict[str, tuple[float, Finding]] = {}


def alive(request: HttpRequest) -> HttpResponse:
    """Answer: that is all that is asked of a process that lives."""
    return JsonResponse({"status": "ok", "version": settings.VERSION})


def ready(request: HttpRequest) -> HttpResponse:
    """Name what is wrong, with 503; `?check=database&check=store` looks at these only."""
    names = [name for name in request.GET.getlist("check") if name in READINESS] or list(READINESS)
    findings = {name: _found(name) for name in names}
    wrong = {name: finding.sentence for name, finding in findings.items() if not finding.is_well}
    content = {"status": "not ready" if wrong else "ready", "wrong": wrong}
    return JsonResponse(content, status=503 if wrong else 200, headers={"Retry-After": "30"} if wrong else None)


def metrics(request: HttpRequest) -> HttpResponse:
    """Show the metrics to those who may see them; to others there is nothing here."""
    if not _may_see_metrics(request):
        return HttpResponse("There is nothing here.\n", status=404, content_type="text/plain")
    return HttpResponse(metrics_text(), content_type=CONTENT_TYPE_LATEST)


def _found(name: str) -> Finding:
    """Return what the check finds, or found a moment ago."""
    moment, finding = _remembered.get(name, (-_REMEMBERED_SECONDS, Finding("")))
    if monotonic() - moment >= _REMEMBERED_SECONDS:
        finding = READINESS[name]()
        _remembered[name] = monotonic(), finding
    return finding


def _may_see_metrics(request: HttpRequest) -> bool:
    """Whether the request has the token, or comes straight from an address that may see the metrics."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(given, settings.METRICS_TOKEN):
        return True
    # What a proxy passes on has the proxy's address, wherever it came from.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}
