"""Starting a draft with filled-in settings."""

from imagetransfer.custom.forms import SettingsForm
from imagetransfer.jobs.drafts import draft_masks, job_start
from imagetransfer.jobs.models import Job


def settings_apply(*, job: Job, form: SettingsForm, client: str) -> None:
    """Queue the draft; raises what `job_start` raises."""
    given = form.cleaned_data
    if given.get("content_mask") and given.get("style_mask"):
        draft_masks(job=job, content_mask=given["content_mask"], style_mask=given["style_mask"])
    job_start(
        job=job,
        parameters=form.parameters(),
        email=given["email"],
        language=given["language"],
        client=client,
    )
