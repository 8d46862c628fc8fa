"""What staff says about a new style."""

from django import forms
from django.utils.translation import gettext_lazy as _

from imagetransfer.pictures.forms import ACCEPT, PictureField
from imagetransfer.styles.models import AddedStyle
from imagetransfer.styles.services import free_slug

FACTS = ("title", "artist", "year", "source")


class AdoptForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a style is, whose picture is here already."""

    class Meta:
        model = AddedStyle
        fields = FACTS

    def clean_title(self) -> str:
        """Refuse a name that is taken."""
        title: str = self.cleaned_data["title"]
        try:
            free_slug(title)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return title


class NewStyleForm(AdoptForm):
    """What a style is, and the picture to learn it from."""

    file = PictureField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("The whole painting, without a frame; 500 pixels or more. It must be yours to use."),
        error_messages={"required": _("Please choose the picture to learn the style from.")},
    )
