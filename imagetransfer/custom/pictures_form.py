"""What the first step of a custom job asks for: two pictures, and the way to work on them."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.kept_pictures import KeptPictureField
from imagetransfer.jobs.services import job_photo
from imagetransfer.pictures.decoding import AcceptedPicture
from imagetransfer.pictures.forms import PictureField


def _algorithm_choices() -> list[tuple[str, str]]:
    return [(name, gettext(algorithm.title)) for name, algorithm in ALGORITHMS.items()]


class PicturesForm(forms.Form):
    """A photo, a picture to take the style from, and the way to do it; either can have come in an earlier try."""

    content = PictureField(
        required=False, error_messages={"empty": gettext_lazy("This file is empty. Please choose another photo.")}
    )
    kept_content = KeptPictureField()
    style = PictureField(
        required=False, error_messages={"empty": gettext_lazy("This file is empty. Please choose another picture.")}
    )
    kept_style = KeptPictureField()
    algorithm = forms.ChoiceField(
        choices=_algorithm_choices,
        error_messages={
            "required": gettext_lazy("Please choose one of the ways."),
            "invalid_choice": gettext_lazy("This way is not offered. Please choose one of the list."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Demand each picture, unless it was kept, or is refused already."""
        cleaned = super().clean() or self.cleaned_data
        for name, sentence in PICTURES.items():
            if not (cleaned.get(name) or cleaned.get(f"kept_{name}") or name in self.errors):
                self.add_error(name, sentence)
        return cleaned

    def picture(self, name: str) -> AcceptedPicture:
        """Return one of the two pictures of a valid form."""
        return self.cleaned_data[name] or job_photo(self.cleaned_data[f"kept_{name}"])


# The sentences for a missing picture.
PICTURES = {
    "content": gettext_lazy("Please choose the photo to change."),
    "style": gettext_lazy("Please choose the picture to take the style from."),
}
