"""Form fields for pictures."""

from typing import Any

from django import forms

from imagetransfer.pictures.decoding import AcceptedPicture, PictureRefused, accept

# What the browser offers to choose from; the server looks into the file and not at this.
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif"


class PictureField(forms.FileField):
    """An upload that comes out of the form as an `AcceptedPicture`, or None when it may be left out."""

    def __init__(self, *, lossless: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.lossless = lossless

    def clean(self, data: Any, initial: Any = None) -> AcceptedPicture | None:
        """Check as any file field does, then let the picture in; a refusal carries its status as the error's code."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return accept(file, lossless=self.lossless)
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal), code=str(refusal.status)) from refusal

    def to_python(self, data: Any) -> Any:
        """Leave an oversized upload, which arrives empty, to the door: it knows the right sentence."""
        return data if data is not None and data.size else super().to_python(data)


def refusal_status(form: forms.BaseForm) -> int:
    """Return the HTTP status for an invalid form: that of a refused picture, 403 for somebody else's, otherwise 400."""
    codes = [error.code for errors in form.errors.as_data().values() for error in errors]
    return next((int(code) for code in codes if code in ("403", "413", "415")), 400)
