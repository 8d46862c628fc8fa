"""What the two steps of a custom job ask for: first the pictures, then how to work on them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings

from imagetransfer.custom.option_fields import option_fields
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.slow_algorithms import ALGORITHMS, DEFAULT_SIZE, SIZES
from imagetransfer.pictures.forms import PictureField


def _algorithm_choices() -> list[tuple[str, str]]:
    return [(name, algorithm.title) for name, algorithm in ALGORITHMS.items()]


class PicturesForm(forms.Form):
    """A photo, a picture to take the style from, and the way to do it."""

    content = PictureField(
        error_messages={
            "required": "Please choose the photo to change.",
            "empty": "This file is empty. Please choose another photo.",
        },
    )
    style = PictureField(
        error_messages={
            "required": "Please choose the picture to take the style from.",
            "empty": "This file is empty. Please choose another picture.",
        },
    )
    algorithm = forms.ChoiceField(
        choices=_algorithm_choices,
        error_messages={
            "required": "Please choose one of the ways.",
            "invalid_choice": "This way is not offered. Please choose one of the list.",
        },
    )


class SettingsForm(forms.Form):
    """The options of the draft's algorithm, and where the result is sent."""

    size = forms.TypedChoiceField(
        coerce=int,
        choices=[(size, f"{size} pixels") for size in SIZES],
        initial=DEFAULT_SIZE,
        label="Size",
        help_text="The longer side of the picture. Twice the size takes four times as long.",
    )
    email = forms.EmailField(
        required=False,
        label="Your email address",
        help_text="Optional. Without it, keep the link of the next page.",
        error_messages={"invalid": "This is not an email address. Please correct it, or leave it empty."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(choices=settings.MAIL_LANGUAGES, initial="en", label="Language of the mails")

    def __init__(self, *args: Any, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.algorithm = ALGORITHMS[job.algorithm]
        self.option_names = list(option_fields(self.algorithm))
        self.fields |= option_fields(self.algorithm)
        earlier = job.parameters
        self.initial = {
            **earlier.get("options", {}),
            **({"size": earlier["size"]} if "size" in earlier else {}),
            "email": job.email,
            "language": job.language,
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """Let the algorithm judge its options together."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.algorithm.read_options(self.options())
            except ValueError as error:
                self.add_error(None, str(error))
        return cleaned

    def options(self) -> dict[str, Any]:
        """Return every option, so that the job stays what it is when a default changes."""
        return self.algorithm.defaults() | {name: self.cleaned_data[name] for name in self.option_names}

    def parameters(self) -> dict[str, Any]:
        """Return what the job keeps."""
        return {"size": self.cleaned_data["size"], "options": self.options()}

    def shown(self) -> Iterator[forms.BoundField]:
        """Yield the fields that everybody sees."""
        return (self[name] for name in ("size", *self.algorithm.shown))

    def folded(self) -> Iterator[forms.BoundField]:
        """Yield the fields for those who open them."""
        return (self[name] for name in self.option_names if name not in self.algorithm.shown)

    def errors_folded(self) -> bool:
        """Whether one of them has an error, so that they must be open."""
        return any(field.errors for field in self.folded())
