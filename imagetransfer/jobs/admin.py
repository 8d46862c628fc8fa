"""Jobs in the admin: staff looks at what people uploaded, and removes it."""

import re
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_expires
from imagetransfer.jobs.services import job_delete, jobs_delete

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
# A job's pictures: the fields of which one must be there, where it is shown, and what it is.
_PICTURES = (
    (("content",), "jobs:photo", _("the photo")),
    (("style",), "jobs:style", _("the style")),
    (("content_mask", "content_regions"), "jobs:content_regions", _("the photo's regions")),
    (("style_mask", "style_regions"), "jobs:style_regions", _("the style's regions")),
    (("preview",), "jobs:preview", _("the preview")),
    (("result",), "jobs:result_jpg", _("the result, full size")),
)


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """All jobs: a reported or illegal upload is found by its link, looked at, and removed."""

    list_display = ("thumbnail", "short_id", "kind", "state", "created", "expires")
    list_display_links = ("thumbnail", "short_id")
    list_filter = ("kind", "state", "algorithm", "created")
    list_per_page = 25
    ordering = ("-created",)
    search_fields = ("email", "client")
    search_help_text = _("A job's id, a link that has it, a mail address, or a client.")
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

    @admin.display(description=_("picture"))
    def thumbnail(self, job: Job) -> str:
        """Show the preview, or the photo while there is none."""
        address = reverse("jobs:preview" if job.preview else "jobs:photo", args=[job.pk])
        return format_html('<img src="{}" alt="" height="96" loading="lazy">', address)

    @admin.display(description=_("id"), ordering="pk")
    def short_id(self, job: Job) -> str:
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
