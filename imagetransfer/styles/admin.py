"""Staff teach the site new styles: a picture in, a training queued, its progress to look at, then publish."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from algorithms.errors import UserError
from algorithms.styles.catalogue import style_to_add
from imagetransfer.errors import sentence_of
from imagetransfer.jobs.curves import losses_chart
from imagetransfer.styles import own_admin, services
from imagetransfer.styles.addresses import sample_address
from imagetransfer.styles.forms import FACTS, NewStyleForm
from imagetransfer.styles.models import AddedStyle
from imagetransfer.styles.selectors import is_published, is_usable, state_of

__all__ = ["AddedStyleAdmin", "own_admin"]


@admin.register(AddedStyle)
class AddedStyleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list of added styles, and one page for each."""

    list_display = ("sample", "title", "artist", "state", "created")
    list_display_links = ("sample", "title")
    list_select_related = ("job",)
    ordering = ("-created",)
    actions = ("publish", "withdraw", "train")
    change_form_template = "admin/styles/change_form.html"

    class Media:
        css = {"all": ("css/training.css",)}  # noqa: RUF012 - Django's own way

    def get_queryset(self, request: HttpRequest) -> Any:
        """Show what the command added, too."""
        services.styles_adopt()
        return super().get_queryset(request)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for the picture once, at the start."""
        return super().get_form(request, obj, change, **kwargs | ({} if obj else {"form": NewStyleForm}))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show the course of the training below the facts."""
        return (*FACTS, "state", "training") if obj else (*FACTS, "file")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let nobody type while the page looks for news every few seconds."""
        return () if not obj else ("state", "training", *(FACTS if _is_open(obj) else ()))

    @admin.display(description=gettext_lazy("style"))
    def sample(self, added: AddedStyle) -> str:
        """Show how a photo looks in it by now."""
        address = _sample_address(added)
        return format_html('<img src="{}" alt="" height="80">', address) if address else "–"

    def state(self, added: AddedStyle) -> str:
        """Say how it stands."""
        return state_of(added)

    def training(self, added: AddedStyle) -> str:
        """Show the picture, the sample as it develops, and the losses."""
        job = added.job
        steps = job.parameters["options"]["steps"] if job else 0
        chart = losses_chart(job.losses, steps) if job else None
        context = {"added": added, "job": job, "steps": steps, "chart": chart, "sample": _sample_address(added)}
        return render_to_string("admin/styles/training.html", context)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Offer what can be done now."""
        added = AddedStyle.objects.select_related("job").filter(pk=object_id).first()
        context: dict[str, Any] = {"can": _offers(added)} if added else {}
        if added and _is_open(added):
            context |= dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, added: AddedStyle, form: Any, change: bool) -> None:
        """Begin a training, or tell the picker the new facts."""
        if change:
            added.save()
            if is_published(added):
                services.style_publish(added)
            return
        facts = {name: form.cleaned_data[name] for name in FACTS}
        created = services.style_add(**facts, picture=form.cleaned_data["file"])
        added.pk, added.slug, added.job = created.pk, created.slug, created.job

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask to come back when too many trainings wait."""
        try:
            page: HttpResponse = super().add_view(request, form_url, extra_context)
            return page
        except UserError as error:
            self.message_user(request, sentence_of(error), messages.ERROR)
            return redirect(request.path)

    def response_add(
        self, request: HttpRequest, added: AddedStyle, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go where the training can be watched."""
        self.message_user(request, gettext("%(title)s waits for its training.") % {"title": added.title})
        return redirect(_page_of(added))

    def response_change(self, request: HttpRequest, added: AddedStyle) -> HttpResponse:
        """Do what the pressed button says."""
        for name in _offers(added):
            if f"_{name}" in request.POST:
                self._do(request, name, added)
                return redirect(_page_of(added))
        return super().response_change(request, added)

    @admin.action(description=gettext_lazy("Publish the selected styles"), permissions=["change"])
    def publish(self, request: HttpRequest, styles: Any) -> None:
        """Offer them."""
        self._do_all(request, "publish", styles)

    @admin.action(description=gettext_lazy("Withdraw the selected styles"), permissions=["change"])
    def withdraw(self, request: HttpRequest, styles: Any) -> None:
        """Offer them no more."""
        self._do_all(request, "withdraw", styles)

    @admin.action(description=gettext_lazy("Train the selected styles again"), permissions=["change"])
    def train(self, request: HttpRequest, styles: Any) -> None:
        """Queue trainings."""
        self._do_all(request, "train", styles)

    def delete_model(self, request: HttpRequest, added: AddedStyle) -> None:
        """Delete the files as well."""
        services.style_delete(added)

    def delete_queryset(self, request: HttpRequest, styles: Any) -> None:
        """Delete the files as well."""
        for added in styles:
            services.style_delete(added)

    def _do_all(self, request: HttpRequest, name: str, styles: Any) -> None:
        for added in styles:
            if name in _offers(added):
                self._do(request, name, added)
            else:
                self.message_user(request, f"{added.title}: {state_of(added)}.", messages.WARNING)

    def _do(self, request: HttpRequest, name: str, added: AddedStyle) -> None:
        service, said = DOES[name]
        try:
            service(added)
        except UserError as error:
            self.message_user(request, sentence_of(error), messages.ERROR)
        else:
            self.message_user(request, said % {"title": added.title})


DOES = {
    "publish": (services.style_publish, gettext_lazy("%(title)s is in the picker now.")),
    "withdraw": (services.style_withdraw, gettext_lazy("%(title)s is not offered any more.")),
    "train": (services.style_train, gettext_lazy("%(title)s will be trained.")),
    "cancel": (services.style_cancel, gettext_lazy("%(title)s is not trained any more.")),
}


def _offers(added: AddedStyle) -> list[str]:
    """Return the names of what can be done with the style now."""
    if _is_open(added):
        return ["cancel"]
    listed = is_published(added)
    possible = {"publish": is_usable(added) and not listed, "withdraw": listed, "train": bool(added.picture)}
    return [name for name, is_possible in possible.items() if is_possible]


def _page_of(added: AddedStyle) -> str:
    return reverse("admin:styles_addedstyle_change", args=[added.pk])


def _is_open(added: AddedStyle) -> bool:
    return bool(added.job and added.job.is_open)


def _sample_address(added: AddedStyle) -> str:
    """Return the newest sample: of the training, or else of what was learnt."""
    if added.job and added.job.preview:
        return f"{reverse('jobs:preview', args=[added.job.pk])}?{added.job.step}"
    return sample_address(style_to_add(added.slug)) if is_published(added) else ""
