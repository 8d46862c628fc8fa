"""What the picker asks for."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from algorithms.styles.options_text import read_mix
from imagetransfer.jobs.kept_pictures import KeptPictureField
from imagetransfer.jobs.models import Job
from imagetransfer.online.batches import MOST_PHOTOS
from imagetransfer.online.examples import EXAMPLES
from imagetransfer.online.style_form import FastForm
from imagetransfer.pictures.decoding import AcceptedPicture
from imagetransfer.pictures.forms import PictureField

_ONE_IN_EVERY_STYLE = gettext_lazy(
    "One photo at a time is shown in every style. Please choose one, or pick a style and paint all of them."
)
_TOO_MANY = gettext_lazy("These are %(number)s photos; please choose at most %(most)s at a time.")
_PHOTO_IS_GONE = gettext_lazy("That photo is no longer here. Please choose it again.")


class PickerForm(FastForm):
    """Trained styles, and a photo: a new one, or that of an earlier job, which the new job may replace.

    `own` are the ids of the visitor's jobs: the photo of another job can neither be used nor replaced.
    """

    sources = frozenset({"picture", "photo"})

    picture: forms.Field = PictureField(
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Please choose another photo.")},
    )
    photo = KeptPictureField()
    replaces = forms.UUIDField(required=False)
    full_size = forms.BooleanField(required=False)

    def __init__(self, *args: Any, own: Collection[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        photo = self.fields["photo"]
        assert isinstance(photo, KeptPictureField)
        photo.own = own

    def clean_replaces(self) -> Job | None:
        """Turn the id of one of the visitor's jobs into the job; a job of somebody else stays as it is."""
        pk = self.cleaned_data["replaces"]
        return Job.objects.filter(pk=pk, kind=Job.Kind.ONLINE).first() if pk in self.own else None

    def clean(self) -> dict[str, Any]:
        """Demand a photo, unless the one that was sent is already refused."""
        cleaned = super().clean()
        if not (any(cleaned.get(name) for name in self.sources) or self.errors.keys() & self.sources):
            self.add_error(
                "picture", _PHOTO_IS_GONE if self["photo"].value() else gettext("Please choose a photo to paint.")
            )
        return cleaned

    def picture_to_keep(self) -> AcceptedPicture | None:
        """Return the photo that came with the form, for its next try."""
        picture: AcceptedPicture | None = self.cleaned_data.get("picture")
        return picture

    def refuse_style(self, refusal: forms.ValidationError) -> None:
        """Tell beside the styles what is wrong with the picture that was to be one."""
        self.errors.pop("style", None)
        self.add_error("style", refusal)

    def earlier_photo(self) -> Job | None:
        """Return the job whose photo stands ready in the form, if it still exists and is the visitor's."""
        try:
            job: Job | None = self.fields["photo"].clean(self["photo"].value())
        except forms.ValidationError:
            return None
        return job

    @staticmethod
    def initial_in(query: Mapping[str, str]) -> dict[str, Any]:
        """Return what a link has chosen: `styles=SLUG:WEIGHT,…`, or `style=SLUG`; what cannot be read is left out."""
        try:
            mix = read_mix(query.get("styles") or query.get("style", ""))
        except ValueError:
            mix = {}
        switches = {name: query.get(name) == "yes" for name in ("keep_colours", "keep_size")}
        return {**query, "style": mix, **switches}


class ChosenPhotoForm(PickerForm):
    """The picker's form when only its photo counts, which may be one of the examples, too."""

    sources = PickerForm.sources | {"example"}

    example = forms.ChoiceField(required=False, choices=list(EXAMPLES.items()))

    def clean_picture(self) -> AcceptedPicture | None:
        """Refuse several photos, of which all but one would be lost."""
        if len(self.files.getlist("picture")) > 1:
            raise forms.ValidationError(_ONE_IN_EVERY_STYLE)
        return self.picture_to_keep()


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.Field):
    """Some files; each is looked into later, when it is painted."""

    widget = _SeveralFiles

    def validate(self, value: list[Any]) -> None:
        """Refuse more than can be painted together."""
        if len(value) > MOST_PHOTOS:
            numbers = {"number": len(value), "most": MOST_PHOTOS}
            raise forms.ValidationError(_TOO_MANY, code="413", params=numbers)


class SeveralPhotosForm(PickerForm):
    """The picker's form with several new photos."""

    picture = PhotosField()

    def picture_to_keep(self) -> None:
        """Keep none: the next try begins with all of them."""
