"""Where every kind of file lies in the store, and whose it is: names tell the owner's id, or its slug."""

import re
from enum import Enum
from uuid import UUID

STYLES = "styles/"
SAVED_STATES = "saved/"
MAILS = "mail/"


_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Owner(Enum):
    """The kinds of rows that files belong to; a half-written file's name begins with a dot."""

    JOB = re.compile(rf"(?:uploads|results)/\.?(?P<key>{_UUID})[.-]")
    API_UPLOAD = re.compile(rf"uploads/\.?api-(?P<key>{_UUID})\.")
    PICTURE = re.compile(rf"gallery/[0-9a-f]{{2}}/(?P<key>{_UUID})/")
    STYLE = re.compile(r"style-pictures/\.?(?P<key>[\w-]+)\.")


OWNED = ("uploads/", "results/", "gallery/", "style-pictures/")
"""The folders in which each file has an owner."""


def owner_of(name: str) -> tuple[Owner, str] | None:
    """Return the kind and the key of the row that a file belongs to; None for a file that is none of ours."""
    for owner in Owner:
        if match := owner.value.match(name):
            return owner, match["key"]
    return None


def job_picture(pk: UUID, field: str, suffix: str) -> str:
    """Return the name of a picture that a job was given; `field` is the job's field for it."""
    return f"uploads/{pk}{suffix}" if field == "content" else f"uploads/{pk}-{field.replace('_', '-')}{suffix}"


def job_preview(pk: UUID) -> str:
    """Return the name of a job's preview."""
    return f"results/{pk}-preview.jpg"


def job_result(pk: UUID, suffix: str) -> str:
    """Return the name of a job's result, as a JPEG or a PNG."""
    return f"results/{pk}{suffix}"


def photo_folder(pk: UUID) -> str:
    """Return the folder of what a chosen photo is shown as: sheets of it in every style, and tries."""
    return f"results/{pk}-photo/"


def photo_sheet(pk: UUID, number: int) -> str:
    """Return the name of one sheet of a photo in every style."""
    return f"{photo_folder(pk)}sheet-{number}.webp"


def photo_try(pk: UUID, name: str) -> str:
    """Return the name of a preview of a photo with some choices."""
    return f"{photo_folder(pk)}try-{name}.jpg"


def saved_state(pk: UUID) -> str:
    """Return the name of a long job's state."""
    return f"{SAVED_STATES}{pk}.npz"


def job_of_saved_state(name: str) -> UUID | None:
    """Return the job whose state, whole or half written, a file is; None for a file that is none of ours."""
    match = re.fullmatch(rf"{SAVED_STATES}\.?({_UUID})\.npz(\.part)?", name)
    return UUID(match[1]) if match else None


def api_upload(pk: UUID, suffix: str) -> str:
    """Return the name of a picture that the API keeps for later jobs."""
    return f"uploads/api-{pk}{suffix}"


def gallery_folder(pk: UUID) -> str:
    """Return the folder of a shared picture; folders are spread over 256, as some file systems want."""
    return f"gallery/{pk.hex[:2]}/{pk}/"


def style_picture(slug: str, suffix: str) -> str:
    """Return the name of the picture from which an added style, or somebody's own, is learnt."""
    return f"style-pictures/{slug}{suffix}"


def own_style_params(slug: str) -> str:
    """Return the name of the style parameters of somebody's own style, beside its picture."""
    return f"style-pictures/{slug}.npz"


def mail(name: str) -> str:
    """Return the name of a mail that is written instead of sent."""
    return f"{MAILS}{name}.eml"
