"""Starting a draft with filled-in settings."""

from imagetransfer.custom.forms import MASKS, SettingsForm
from imagetransfer.custom.pictures_form import PICTURES, PicturesForm
from imagetransfer.jobs.drafts import draft_masks, job_start
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import picture_keep


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
    """Queue the draft; raises what `job_start` raises."""
    given = form.cleaned_data
    job_start(
        job=job,
        parameters=form.parameters(),
        email=given["email"],
        language=given["language"],
        client=client,
    )
