"""Requests as the views of the gallery get them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request of which the middleware of django-htmx tells whether htmx made it."""

    htmx: HtmxDetails
