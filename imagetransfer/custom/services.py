"""Starting a draft with filled-in settings, and what can stand in the way."""

from imagetransfer.custom.forms import MASKS, PICTURES, PicturesForm, SettingsForm
from imagetransfer.jobs.drafts import TooManyJobs, draft_masks, job_start, picture_keep
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.services import QueueFull
from imagetransfer.outbox.addresses import MailRefused


class Refusal(Exception):  # noqa: N818 - an answer to the user
    """The job cannot start now: one plain sentence, beside which field it stands, and the HTTP status."""

    def __init__(self, message: str, *, field: str | None, status: int) -> None:
        super().__init__(message)
        self.message, self.field, self.status = message, field, status


def pictures_keep(*, form: PicturesForm, client: str) -> dict[str, Job]:
    """Keep the good pictures of a form that was refused, for its next try; by the names of their fields."""
    given = form.cleaned_data
    earlier = {name: given[f"kept_{name}"] for name in PICTURES if given.get(f"kept_{name}")}
    return earlier | {name: picture_keep(picture=given[name], client=client) for name in PICTURES if given.get(name)}


def masks_keep(*, job: Job, form: SettingsForm) -> None:
    """Give the draft the good masks of a form, whatever else in it is refused."""
    good = {name: form.cleaned_data[name] for name in MASKS if form.cleaned_data.get(name)}
    if good:
        draft_masks(job=job, **good)


def settings_apply(*, job: Job, form: SettingsForm, client: str) -> None:
    """Queue the draft; raises `Refusal`."""
    given = form.cleaned_data
    try:
        job_start(
            job=job,
            parameters=form.parameters(),
            email=given["email"],
            language=given["language"],
            client=client,
        )
    except MailRefused as refused:
        raise Refusal(refused.message, field="email", status=refused.status) from refused
    except QueueFull as full:
        minutes = max(1, full.retry_after // 60)
        message = f"Many pictures are waiting just now. Please try again in {minutes} minutes; your pictures stay here."
        raise Refusal(message, field=None, status=503) from full
    except TooManyJobs as many:
        message = f"You have {many.limit} pictures waiting already. Please start this one when one of them is done."
        raise Refusal(message, field=None, status=429) from many
