"""Pages and JSON go out compressed; pictures and archives are compressed already and go out as they are."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_TEXT = ("text/", "application/json", "application/problem+json", "application/atom+xml")


class CompressTextMiddleware(GZipMiddleware):
    """Compress text with gzip where the browser takes it.

    BREACH guesses a secret of a page from the lengths of many compressed answers that repeat the guess. Here it finds
    nothing to measure: Django masks the CSRF token anew in each answer and adds up to 100 random bytes to each gzip
    header (Django's own defence, "Heal The Breach", 2022), and our cookies are SameSite=Lax, so that another site's
    scripts cannot ask for a visitor's own pages at all.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave everything but text alone: Django's own would also take the length from every picture that is sent."""
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith(_TEXT):
            return super().process_response(request, response)
        return response
