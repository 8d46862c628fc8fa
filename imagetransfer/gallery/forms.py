"""What sharing, reporting and browsing ask for."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from algorithms.styles.catalogue import styles
from imagetransfer.gallery.models import AUTHOR_LENGTH, TITLE_LENGTH, Picture, Report
from imagetransfer.gallery.selectors import ORDERS
from imagetransfer.gallery.services import Wording
from imagetransfer.gallery.words import one_line, tags_in
from imagetransfer.jobs.kept_pictures import KeptPictureField
from imagetransfer.jobs.services import job_photo
from imagetransfer.pictures.decoding import AcceptedPicture
from imagetransfer.pictures.forms import PictureField


class WordingForm(forms.Form):
    """What the owner writes about a picture."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Please give the picture a title."),
            "max_length": gettext_lazy("This title is too long. Please use at most %(limit_value)d characters."),
        },
    )
    author = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=AUTHOR_LENGTH,
        help_text=gettext_lazy("Optional. It stands beside the picture."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "max_length": gettext_lazy("This name is too long. Please use at most %(limit_value)d characters.")
        },
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Optional, separated by commas: sea, sunset."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("What others may do with it"),
        choices=Picture.Licence.choices,
        initial=Picture.Licence.RESERVED,
        error_messages={"required": gettext_lazy("Please choose what others may do with the picture.")},
    )
    sensitive = forms.BooleanField(
        label=gettext_lazy("Blur it until somebody asks to see it"),
        required=False,
        help_text=gettext_lazy("For nudity, blood and the like."),
    )

    def clean_title(self) -> str:
        """Keep the title on one line."""
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(gettext("Please give the picture a title."))
        return title

    def clean_author(self) -> str:
        """Keep the name on one line."""
        return one_line(self.cleaned_data["author"])

    def clean_tags(self) -> tuple[str, ...]:
        """Turn the text into tags."""
        try:
            return tuple(tags_in(self.cleaned_data["tags"]))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def wording(self) -> Wording:
        """Return what was written."""
        return Wording(**{field.name: self.cleaned_data[field.name] for field in fields(Wording)})

    @staticmethod
    def initial_of(picture: Picture) -> dict[str, Any]:
        """Return what the form shows of a picture."""
        tags = ", ".join(tag.name for tag in picture.tags.all())
        return {name: getattr(picture, name) for name in ("title", "author", "licence", "sensitive")} | {"tags": tags}


class ShareForm(WordingForm):
    """A finished job's result, with its photo or without."""

    with_photo = forms.BooleanField(
        label=gettext_lazy("Show my photo beside it"),
        required=False,
        help_text=gettext_lazy("Others can then compare before and after. Otherwise the photo stays private."),
    )


class UploadForm(WordingForm):
    """A picture made elsewhere; it can have come in an earlier try."""

    picture = PictureField(
        label=gettext_lazy("Picture"),
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Please choose another picture.")},
    )
    kept_picture = KeptPictureField()

    def clean(self) -> dict[str, Any]:
        """Demand the picture, unless it was kept, or is refused already."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("picture") or cleaned.get("kept_picture") or "picture" in self.errors):
            self.add_error("picture", gettext("Please choose a picture to share."))
        return cleaned

    def upload(self) -> AcceptedPicture:
        """Return the picture of a valid form."""
        return self.cleaned_data["picture"] or job_photo(self.cleaned_data["kept_picture"])


class ReportForm(forms.Form):
    """Why a picture should not be here."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what is wrong with the picture.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Anything the moderators should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": gettext_lazy("Please use at most %(limit_value)d characters.")},
    )


class BrowseForm(forms.Form):
    """What the gallery shows, and in which order; a value that makes no sense is passed over."""

    q = forms.CharField(
        required=False, max_length=100, widget=forms.SearchInput(attrs={"placeholder": gettext_lazy("Search pictures")})
    )
    style = forms.ChoiceField(required=False, choices=lambda: [("", gettext("Every style")), *_style_choices()])
    method = forms.ChoiceField(required=False, choices=[("", gettext_lazy("Every method")), *Picture.Method.choices])
    order = forms.ChoiceField(
        required=False,
        choices=[("newest", gettext_lazy("Newest first")), ("most-liked", gettext_lazy("Most liked first"))],
    )
    tag = forms.CharField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, str]:
        """Return the selector's arguments that differ from its defaults."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if given.get("order") == next(iter(ORDERS)):
            del given["order"]
        return given


def _style_choices() -> list[tuple[str, str]]:
    return sorted(((style.slug, style.title) for style in styles()), key=lambda choice: choice[1])
