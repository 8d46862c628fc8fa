"""What the picker asks for."""

from typing import Any

from django import forms

from algorithms.catalogue import styles
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.forms import PictureField

_PHOTO_IS_GONE = "That photo is no longer here. Please choose it again."


def _style_choices() -> list[tuple[str, str]]:
    return [(style.slug, style.title) for style in styles()]


class PickerForm(forms.Form):
    """One trained style, and a photo: a new one, or that of an earlier job."""

    style = forms.ChoiceField(
        choices=_style_choices,
        error_messages={
            "required": "Please pick one style: no style is chosen yet.",
            "invalid_choice": "This style is not in the list. Please pick one that is.",
        },
    )
    picture = PictureField(
        required=False,
        error_messages={"empty": "This file is empty. Please choose another photo."},
    )
    strength = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "The strength is a number from 0 to 100. Please choose one."
        ),
    )
    photo = forms.UUIDField(required=False, error_messages={"invalid": _PHOTO_IS_GONE})

    def clean_photo(self) -> Job | None:
        """Turn a job's id into the job."""
        pk = self.cleaned_data["photo"]
        job = Job.objects.filter(pk=pk).first()
        if pk and not job:
            raise forms.ValidationError(_PHOTO_IS_GONE)
        return job

    def clean_strength(self) -> int:
        """Take a style as it is where nothing else was asked for."""
        strength: int | None = self.cleaned_data["strength"]
        return 100 if strength is None else strength

    def clean(self) -> dict[str, Any]:
        """Demand a photo, unless the one that was sent is already refused."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("picture") or cleaned.get("photo") or self.errors.keys() & {"picture", "photo"}):
            self.add_error("picture", "Please choose a photo to paint.")
        return cleaned

    def earlier_photo(self) -> Job | None:
        """Return the job whose photo stands ready in the form, if it still exists."""
        try:
            return Job.objects.filter(pk=self.fields["photo"].clean(self["photo"].value())).first()
        except forms.ValidationError:
            return None
