"""The client's limits for every form of the site; the API's operations count for themselves."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from imagetransfer.error_pages import refusal_page
from imagetransfer.jobs.clients import client_of
from imagetransfer.limits.counting import TooMany, counted
from imagetransfer.limits.rates import asked_by_form, rate_of

_API = "api"


class FormLimitsMiddleware:
    """Counts forms after the check that a page of this site sent them: pages of others use up nobody's limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; Django asks `process_view` before the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer in the view's place when the client sent too many such forms."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.app_name == _API:
            return None
        try:
            for kind, number in asked_by_form(match.view_name, request.FILES).items():
                counted(rate_of(kind), client_of(request), number).check()
        except TooMany as error:
            return refusal_page(request, error)
        return None
