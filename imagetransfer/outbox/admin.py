"""The outbox in the admin: mails that were sent, mails that wait and why, and a sample of each kind."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from imagetransfer.outbox.mails import SAMPLES
from imagetransfer.outbox.models import Mail
from imagetransfer.outbox.views import mail_policy


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list to look at; only the apps write mails."""

    list_display = ("kind", "recipient", "state", "attempts", "due", "error")
    list_filter = ("state", "kind")
    ordering = ("-created",)
    search_fields = ("recipient", "about")
    exclude = ("html",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody write one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mail | None = None) -> bool:
        """Let nobody change what was promised."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the previews."""
        preview = path(
            "preview/<str:kind>/<str:language>/<str:part>/",
            self.admin_site.admin_view(mail_policy(self.preview)),
            name="mail_preview",
        )
        return [preview, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Link the previews above the list."""
        previews = [(kind, language, name) for kind in SAMPLES for language, name in settings.LANGUAGES]
        page: HttpResponse = super().changelist_view(request, {"previews": previews} | (extra_context or {}))
        return page

    def preview(self, request: HttpRequest, kind: str, language: str, part: str) -> HttpResponse:
        """Show a mail of this kind as it would be sent now, about a picture that does not exist."""
        if kind not in SAMPLES or language not in dict(settings.LANGUAGES) or part not in ("html", "text"):
            raise Http404("There is no such mail.")
        mail = SAMPLES[kind](language)
        content_type = "text/html" if part == "html" else "text/plain"
        return HttpResponse(mail[part], content_type=f"{content_type}; charset=utf-8")
