"""Pictures that came in a form which was refused, in the form's next try."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from imagetransfer.jobs.models import Job
from imagetransfer.jobs.selectors import job_is_kept_picture

_NOT_YOURS = _("That photo can be painted again only in the browser that sent it. Please choose it again.")


class KeptPictureField(forms.UUIDField):
    """The job whose photo is used instead of a new one, by its id; None when it is gone, or was never there.

    Only a picture that `photos.picture_keep` kept can be used, or the photo of one of the visitor's own jobs, whose ids
    are in `own`: at strength 0 a painting is the photo itself, which nobody else may see.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)
        self.own: Collection[UUID] = ()

    def clean(self, value: Any) -> Job | None:
        """Find the job; the photo of somebody else's is refused."""
        try:
            pk = super().clean(value)
        except forms.ValidationError:
            return None
        job = Job.objects.filter(pk=pk).first() if pk else None
        if job and not (job.pk in self.own or job_is_kept_picture(job)):
            raise forms.ValidationError(_NOT_YOURS, code="403")
        return job
