"""How much one client may ask for: every rate of the pages and of the API, in one place."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.datastructures import MultiValueDict

MINUTE, HOUR = 60, 3600
# What a visitor does by playing with a picture makes work, but stores nothing: more of it than of uploads.
_CHANGES_PER_JOB = 5
# A visitor's style is kept for weeks, a photo's job is what most visitors come for.
_JOBS_PER_STYLE = 4
_LOGINS = 10
_STYLE = "own_picture"  # the field of a file that becomes a style
# Forms that make work without bringing a picture, and those that a guesser of passwords would send.
_FORMS = {
    "custom:again": "jobs",
    "custom:configure": "changes",
    "jobs:full_size": "changes",
    "online:create": "changes",
    "online:photo": "jobs",
    "online:try": "changes",
    "gallery:share": "jobs",
    "gallery:paint": "jobs",
    "styles:own_refine": "jobs",
    "admin:login": "logins",
    "gallery:login": "logins",
    "gallery:sign_up": "logins",
}


@dataclass(frozen=True)
class Rate:
    """So many requests of a kind, in so many seconds."""

    kind: str
    most: int
    seconds: int


def rate_of(kind: str, *, has_token: bool = False) -> Rate:
    """Return a rate as the settings have it now.

    "requests" are all of the API's, and the forms that are nothing else; "jobs" are pictures that are stored and
    work that is begun, for which a token is trusted with more; "changes" are new choices for a picture that is there;
    "styles" are pictures of one's own as styles.
    """
    jobs = settings.API_TOKEN_JOBS_PER_HOUR if has_token else settings.API_JOBS_PER_HOUR
    most, seconds = {
        "requests": (settings.API_REQUESTS_PER_MINUTE, MINUTE),
        "jobs": (jobs, HOUR),
        "changes": (jobs * _CHANGES_PER_JOB, HOUR),
        "styles": (max(1, jobs // _JOBS_PER_STYLE), HOUR),
        "logins": (_LOGINS, 10 * MINUTE),
    }[kind]
    return Rate(kind, most, seconds)


def asked_by_form(view_name: str, files: MultiValueDict[str, Any]) -> dict[str, int]:
    """Return what a form that was sent counts as, and how often, with its files: whatever brings a file stores it."""
    kind = "jobs" if files else _FORMS.get(view_name, "requests")
    number = max((len(files.getlist(name)) for name in files), default=1)
    return {kind: number} | ({"styles": 1} if _STYLE in files else {})
