"""Staff looks at what visitors brought as styles, and makes one of them a style of the site."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from algorithms.errors import UserError
from imagetransfer.errors import add_to_form
from imagetransfer.styles.forms import AdoptForm
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import refinement_of
from imagetransfer.styles.own_styles import own_picture, own_style_delete
from imagetransfer.styles.services import style_add


@admin.register(OwnStyle)
class OwnStyleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list of visitors' styles, and one page for each."""

    list_display = ("shown", "title", "kind", "refinement", "used", "created")
    list_display_links = ("shown", "title")
    list_filter = ("kind", "used", "created")
    list_select_related = ("job",)
    search_fields = ("title", "slug")
    fields = readonly_fields = ("title", "shown", "slug", "kind", "refinement", "used", "created")
    change_form_template = "admin/styles/own_change_form.html"

    def get_urls(self) -> list[Any]:
        """Add the page that makes one a style of the site."""
        adopt = path("<str:slug>/adopt/", self.admin_site.admin_view(self.adopt), name="styles_ownstyle_adopt")
        return [adopt, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Visitors bring them."""
        return False

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, own: OwnStyle) -> str:
        """Show the picture."""
        return format_html('<img src="{}" alt="" height="80">', reverse("styles:own_picture", args=[own.slug]))

    def refinement(self, own: OwnStyle) -> str:
        """Say how it stands."""
        return refinement_of(own)

    def adopt(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Ask for title, artist and year; then the picture is trained as any that staff brings, and can be published.

        The visitor's style stays the visitor's.
        """
        if not request.user.has_perm("styles.add_addedstyle"):
            raise PermissionDenied
        own = get_object_or_404(OwnStyle, slug=slug, kind=OwnStyle.Kind.PAINTING)
        form = AdoptForm(request.POST or None, initial={"title": own.title})
        if form.is_valid():
            try:
                added = style_add(**form.cleaned_data, picture=own_picture(own))
            except UserError as error:
                add_to_form(form, error)
            else:
                self.message_user(
                    request, _("%(title)s waits for its training; then it can be published.") % {"title": added.title}
                )
                return redirect("admin:styles_addedstyle_change", added.pk)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "own": own,
            "title": _("Adopt %(title)s") % {"title": own.title},
        }
        return render(request, "admin/styles/adopt.html", context)

    def delete_model(self, request: HttpRequest, own: OwnStyle) -> None:
        """Delete the files as well."""
        own_style_delete(own)

    def delete_queryset(self, request: HttpRequest, styles: Any) -> None:
        """Delete the files as well."""
        for own in styles:
            own_style_delete(own)
