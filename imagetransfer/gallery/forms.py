"""What sharing asks for."""

from django import forms

from imagetransfer.gallery.models import TITLE_LENGTH


class ShareForm(forms.Form):
    """The title that stands under a shared picture."""

    title = forms.CharField(
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "aria-describedby": "title-error title-hint"}),
        error_messages={
            "required": "Please give the picture a title.",
            "max_length": "This title is too long. Please use at most %(limit_value)d characters.",
        },
    )
