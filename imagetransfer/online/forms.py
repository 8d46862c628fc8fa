"""What the picker asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms

from algorithms.styles.options_text import read_mix
from imagetransfer.jobs.forms import FastForm
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.forms import PictureField

_PHOTO_IS_GONE = "That photo is no longer here. Please choose it again."


class PickerForm(FastForm):
    """Trained styles, and a photo: a new one, or that of an earlier job."""

    picture = PictureField(
        required=False,
        error_messages={"empty": "This file is empty. Please choose another photo."},
    )
    photo = forms.UUIDField(required=False, error_messages={"invalid": _PHOTO_IS_GONE})

    def clean_photo(self) -> Job | None:
        """Turn a job's id into the job."""
        pk = self.cleaned_data["photo"]
        job = Job.objects.filter(pk=pk).first()
        if pk and not job:
            raise forms.ValidationError(_PHOTO_IS_GONE)
        return job

    def clean(self) -> dict[str, Any]:
        """Demand a photo, unless the one that was sent is already refused."""
        cleaned = super().clean()
        if not (cleaned.get("picture") or cleaned.get("photo") or self.errors.keys() & {"picture", "photo"}):
            self.add_error("picture", "Please choose a photo to paint.")
        return cleaned

    def earlier_photo(self) -> Job | None:
        """Return the job whose photo stands ready in the form, if it still exists."""
        try:
            return Job.objects.filter(pk=self.fields["photo"].clean(self["photo"].value())).first()
        except forms.ValidationError:
            return None

    @staticmethod
    def initial_in(query: Mapping[str, str]) -> dict[str, Any]:
        """Return what a link has chosen: `styles=SLUG:WEIGHT,…`, or `style=SLUG`; what cannot be read is left out."""
        try:
            mix = read_mix(query.get("styles") or query.get("style", ""))
        except ValueError:
            mix = {}
        switches = {name: query.get(name) == "yes" for name in ("keep_colours", "keep_size")}
        return {**query, "style": mix, **switches}
