"""What the picker asks for."""

from collections.abc import Mapping
from typing import Any

from algorithms.styles.options_text import read_mix
from imagetransfer.jobs.forms import FastForm, KeptPictureField
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.forms import PictureField

_PHOTO_IS_GONE = "That photo is no longer here. Please choose it again."


class PickerForm(FastForm):
    """Trained styles, and a photo: a new one, or that of an earlier job."""

    picture = PictureField(
        required=False,
        error_messages={"empty": "This file is empty. Please choose another photo."},
    )
    photo = KeptPictureField()

    def clean(self) -> dict[str, Any]:
        """Demand a photo, unless the one that was sent is already refused."""
        cleaned = super().clean()
        if not (cleaned.get("picture") or cleaned.get("photo") or "picture" in self.errors):
            self.add_error("picture", _PHOTO_IS_GONE if self["photo"].value() else "Please choose a photo to paint.")
        return cleaned

    def earlier_photo(self) -> Job | None:
        """Return the job whose photo stands ready in the form, if it still exists."""
        job: Job | None = self.fields["photo"].clean(self["photo"].value())
        return job

    @staticmethod
    def initial_in(query: Mapping[str, str]) -> dict[str, Any]:
        """Return what a link has chosen: `styles=SLUG:WEIGHT,…`, or `style=SLUG`; what cannot be read is left out."""
        try:
            mix = read_mix(query.get("styles") or query.get("style", ""))
        except ValueError:
            mix = {}
        return {**query, "style": mix, "keep_colours": query.get("keep_colours") == "yes"}
