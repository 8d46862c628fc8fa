"""Your own content and your own style; says so while it is being built."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def create(request: HttpRequest) -> HttpResponse:
    """Say what this section will do, and what works today."""
    return render(request, "custom/create.html")
