"""What staff sees of jobs: what people uploaded, to remove it, and what was sent, what waits and why."""

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from imagetransfer.jobs.mails import SUBJECTS, render_mail
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_expires
from imagetransfer.jobs.services import job_delete, jobs_delete
from imagetransfer.outbox.models import Mail
from imagetransfer.outbox.views import mail_policy

SAMPLE_SENTENCE = "This photo is too large for the painter; please try again with a smaller one."


_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
# A job's pictures: the fields of which one must be there, where it is shown, and what it is.
_PICTURES = (
    (("content",), "jobs:photo", "the photo"),
    (("style",), "jobs:style", "the style"),
    (("content_mask", "content_regions"), "jobs:content_regions", "the photo's regions"),
    (("style_mask", "style_regions"), "jobs:style_regions", "the style's regions"),
    (("preview",), "jobs:preview", "the preview"),
    (("result",), "jobs:result_jpg", "the result, full size"),
)


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """All jobs: a reported or illegal upload is found by its link, looked at, and removed."""

    list_display = ("thumbnail", "name", "kind", "state", "created", "expires")
    list_display_links = ("thumbnail", "name")
    list_filter = ("kind", "state", "algorithm", "created")
    list_per_page = 25
    ordering = ("-created",)
    search_fields = ("email", "client")
    search_help_text = "A job's id, a link that has it, a mail address, or a client."
    fields = ("pictures", "pk", "kind", "algorithm", "state", "message", "parameters", "email", "client", "created",
              "started", "finished", "expires")  # fmt: skip
    readonly_fields = fields

    class Media:
        css = {"all": ("css/moderation.css",)}  # noqa: RUF012 - Django's own way

    def get_search_results(self, request: HttpRequest, jobs: QuerySet[Job], term: str) -> tuple[QuerySet[Job], bool]:
        """Find a job by a link that has its id, as reports bring it; all else as other lists do."""
        keys = [UUID(text) for text in _ID.findall(term)]
        if keys:
            return jobs.filter(Q(pk__in=keys) | Q(picture__in=keys)), False
        return super().get_search_results(request, jobs, term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave making pictures to the site's own pages."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """Let nobody change what somebody wished for."""
        return False

    @admin.display(description="picture")
    def thumbnail(self, job: Job) -> str:
        """Show the preview, or the photo while there is none."""
        address = reverse("jobs:preview" if job.preview else "jobs:photo", args=[job.pk])
        return format_html('<img src="{}" alt="" height="96" loading="lazy">', address)

    @admin.display(description="id", ordering="pk")
    def name(self, job: Job) -> str:
        """Show the beginning of the id, which tells jobs apart."""
        return str(job.pk)[:8]

    def pictures(self, job: Job) -> str:
        """Show all that was uploaded, and what became of it."""
        there = [
            (reverse(name, args=[job.pk]), words)
            for fields, name, words in _PICTURES
            if any(getattr(job, field) for field in fields)
        ]
        figures = '<figure><a href="{0}"><img src="{0}" alt="{1}"></a><figcaption>{1}</figcaption></figure>'
        return format_html('<div class="job-pictures">{}</div>', format_html_join("", figures, there))

    def expires(self, job: Job) -> Any:
        """Say on which day it is deleted by itself."""
        return job_expires(job).date()

    def delete_model(self, request: HttpRequest, job: Job) -> None:
        """Delete the files, the mails and the saved work as well."""
        job_delete(job)

    def delete_queryset(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        """Delete the files, the mails and the saved work as well."""
        jobs_delete(jobs)


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list to look at; mails are written by jobs only."""

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
        previews = [(kind, language, name) for kind in SUBJECTS for language, name in settings.MAIL_LANGUAGES]
        page: HttpResponse = super().changelist_view(request, {"previews": previews} | (extra_context or {}))
        return page

    def preview(self, request: HttpRequest, kind: str, language: str, part: str) -> HttpResponse:
        """Show a mail as it would be sent now, about a job that does not exist."""
        if kind not in SUBJECTS or language not in dict(settings.MAIL_LANGUAGES) or part not in ("html", "text"):
            raise Http404("There is no such mail.")
        job = Job(email="you@example.org", language=language, created=timezone.now(), message=SAMPLE_SENTENCE)
        mail = render_mail(job, kind, attached=True)
        content_type = "text/html" if part == "html" else "text/plain"
        return HttpResponse(mail[part], content_type=f"{content_type}; charset=utf-8")
