"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from algorithms.catalogue import styles

SAMPLES = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the product does, with pictures that its own networks made."""
    shipped = styles()
    return render(request, "home/home.html", {"hero": next(iter(shipped), None), "samples": shipped[:SAMPLES]})
