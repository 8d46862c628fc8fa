"""Error pages that Django's defaults do not cover."""

import sys
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from algorithms.errors import UserError
from imagetransfer.disk_full import RETRY_AFTER, SENTENCE, is_disk_full
from imagetransfer.errors import Refusal, sentence_of, status_of, told


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 413 when a request was too large to be read at all, 400 for every other bad request."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)


def refusal_page(request: HttpRequest, error: UserError) -> HttpResponse:
    """Return a page with the error's sentence and its status."""
    context = {"heading": _("Not just now"), "sentence": sentence_of(error)}
    return told(render(request, "sentence.html", context, status=status_of(error)), error)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when the disk is full, whoever noticed it; 500 for every other fault of ours."""
    if not is_disk_full(sys.exc_info()[1]):
        return render(request, "500.html", status=500)
    return refusal_page(request, Refusal(_(SENTENCE), status=503, code="disk_full", retry_after=RETRY_AFTER))


class UserErrorMiddleware:
    """Turns a `UserError` that a view lets through into a page with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the sentence, with its status; leave every other exception to Django."""
        return refusal_page(request, error) if isinstance(error, UserError) else None
