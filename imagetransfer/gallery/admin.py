"""What moderators see: pictures, the reports about them, and who is blocked."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from imagetransfer.gallery import moderation
from imagetransfer.gallery.addresses import file_address
from imagetransfer.gallery.models import Block, Picture, Report
from imagetransfer.gallery.services import picture_delete
from imagetransfer.gallery.words import words_of


def _thumbnail(picture: Picture) -> str:
    """Return a small picture that leads to the page; a thumbnail that is not made yet shows its title."""
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" height="96"></a>',
        picture.get_absolute_url(),
        file_address(picture, f"{picture.sizes[0][0]}.jpg"),
        picture.title,
    )


class ReportsOpen(admin.SimpleListFilter):
    """Pictures that somebody complained about."""

    title = gettext_lazy("reports")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the one choice."""
        return [("yes", gettext("With open reports"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        """Keep what was reported."""
        return queryset.filter(reports__is_open=True).distinct() if self.value() else queryset


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """All pictures, with what can be done to many at once."""

    list_display = ("thumbnail", "title", "author", "state", "sensitive", "reported", "likes", "created")
    list_display_links = ("title",)
    list_filter = ("state", ReportsOpen, "sensitive", "method", "created")
    search_fields = ("words", "client")
    fields = ("thumbnail", "title", "author", "licence", "sensitive", "state", "method", "style", "upload", "client",
              "created")  # fmt: skip
    readonly_fields = ("thumbnail", "method", "style", "upload", "client", "created")
    list_per_page = 50
    actions = ("publish", "hide", "blur", "block")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """Count the open reports along the way."""
        reports = Count("reports", filter=Q(reports__is_open=True))
        pictures: QuerySet[Picture] = super().get_queryset(request).annotate(open_reports=reports)
        return pictures

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave sharing to the site's own pages."""
        return False

    def thumbnail(self, picture: Picture) -> str:
        """Show the picture."""
        return _thumbnail(picture)

    def upload(self, picture: Picture) -> str:
        """Lead to the job that it was shared from, as long as there is one."""
        if not picture.job_id:
            return "–"
        return format_html('<a href="{0}">{0}</a>', reverse("admin:jobs_job_change", args=[picture.job_id]))

    @admin.display(ordering="-open_reports", description=gettext_lazy("open reports"))
    def reported(self, picture: Picture) -> int:
        """Show how many people complained."""
        count: int = getattr(picture, "open_reports", 0)
        return count

    @admin.action(description=gettext_lazy("Show the selected pictures (approve, restore)"), permissions=["change"])
    def publish(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        """Approve or restore."""
        self.message_user(
            request,
            gettext("%(number)s picture(s) can be seen now.") % {"number": moderation.pictures_publish(pictures)},
        )

    @admin.action(description=gettext_lazy("Hide the selected pictures"), permissions=["change"])
    def hide(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        """Take out of sight."""
        self.message_user(request, f"{moderation.pictures_hide(pictures)} picture(s) hidden.")

    @admin.action(description=gettext_lazy("Blur the selected pictures"), permissions=["change"])
    def blur(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        """Mark as sensitive."""
        changed = moderation.pictures_blur(pictures)
        self.message_user(
            request, gettext("%(number)s picture(s) are blurred until somebody asks to see them.") % {"number": changed}
        )

    @admin.action(description=gettext_lazy("Block who shared these, and hide all they shared"), permissions=["change"])
    def block(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        """Close the gallery to their clients."""
        blocked = moderation.clients_block(pictures, note=f"by {request.user}")
        self.message_user(request, f"{blocked} client(s) blocked.")

    def save_model(self, request: HttpRequest, picture: Picture, form: Any, change: bool) -> None:
        """Let the search know the new words."""
        picture.words = words_of(picture, picture.tags.values_list("name", flat=True))
        picture.save()

    def delete_model(self, request: HttpRequest, picture: Picture) -> None:
        """Delete the files as well."""
        picture_delete(picture)

    def delete_queryset(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        """Delete the files as well."""
        for picture in pictures:
            picture_delete(picture)


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The queue of complaints."""

    list_display = ("thumbnail", "reason", "text", "state", "is_open", "created")
    list_display_links = ("reason",)
    list_filter = ("is_open", "reason")
    list_select_related = ("picture",)
    readonly_fields = ("thumbnail", "picture", "reason", "text", "client", "created")
    actions = ("hide_pictures", "dismiss")

    class Media:
        css = {"all": ("css/moderation.css",)}  # noqa: RUF012 - Django's own way

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave reporting to the site's own pages."""
        return False

    def thumbnail(self, report: Report) -> str:
        """Show the picture."""
        return _thumbnail(report.picture)

    def state(self, report: Report) -> str:
        """Show the picture's state."""
        return report.picture.get_state_display()

    @admin.action(description=gettext_lazy("Hide the pictures and close their reports"), permissions=["change"])
    def hide_pictures(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        """Agree with the reports."""
        hidden = moderation.pictures_hide(Picture.objects.filter(reports__in=reports).distinct())
        self.message_user(request, f"{hidden} picture(s) hidden.")

    @admin.action(description=gettext_lazy("Close the reports, the pictures may stay"), permissions=["change"])
    def dismiss(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        """Disagree with the reports."""
        self.message_user(request, f"{reports.update(is_open=False)} report(s) closed.")


@admin.register(Block)
class BlockAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who may only look; deleting a row lifts the block."""

    list_display = ("client", "note", "created")
    search_fields = ("client", "note")
