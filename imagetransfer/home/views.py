"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from algorithms.styles.catalogue import styles_of

SAMPLES = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what the product does, with pictures that its own networks made."""
    paintings, photos = styles_of("painting"), styles_of("photographic")
    context = {"hero": next(iter(paintings), None), "paintings": paintings[:SAMPLES], "photos": photos[:SAMPLES]}
    return render(request, "home/home.html", context)
