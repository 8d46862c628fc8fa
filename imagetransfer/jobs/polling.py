"""Answers to pages that ask again and again how far something is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseStopPolling


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, goes_on: bool) -> HttpResponse:
    """Render a polled fragment; with the last one the page stops asking."""
    content = render_to_string(template, context, request)
    return HttpResponse(content) if goes_on else HttpResponseStopPolling(content)
