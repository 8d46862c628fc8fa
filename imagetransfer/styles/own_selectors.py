"""Questions about pictures that people gave as styles: whose they are, and how they stand."""

from pathlib import Path

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from algorithms.styles.catalogue import Kind, Style
from imagetransfer.jobs.browsers import browser_of
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle

_SALT = "imagetransfer.styles.own_styles"


def own_style(slug: str) -> Style | None:
    """Return the style's entry, as the catalogue has those that are listed; None when there is none."""
    own = OwnStyle.objects.filter(slug=slug).first()
    return entry_of(own) if own else None


def entry_of(own: OwnStyle) -> Style:
    """Return the style as a form shows it; its parameters are brought to the machine that paints with it."""
    kind: Kind = "photographic" if own.kind == OwnStyle.Kind.PHOTOGRAPHIC else "painting"
    return Style(own.slug, own.title, "", "", kind, weights=f"{own.slug}.npz", row=0, source="", folder=Path())


def own_styles_of(request: HttpRequest) -> list[OwnStyle]:
    """Return the styles that the visitor's browser brought, newest first."""
    browser = browser_of(request)
    return list(OwnStyle.objects.select_related("job").filter(browser=browser)) if browser else []


def owns_style(request: HttpRequest, own: OwnStyle) -> bool:
    """Whether the visitor's browser brought the style."""
    return bool(own.browser) and own.browser == browser_of(request)


def style_secret(own: OwnStyle) -> str:
    """Return the secret with which programs refine and delete the style; it is derived, not stored."""
    return salted_hmac(_SALT, own.slug, algorithm="sha256").hexdigest()[:32]


def secret_opens(own: OwnStyle, secret: str) -> bool:
    """Whether this is the style's secret."""
    return constant_time_compare(secret, style_secret(own))


def refinement_of(own: OwnStyle) -> str:
    """Say how far the refinement is: "none", "waiting", "running", or "done"; one that failed may be tried again."""
    state = own.job.state if own.job else ""
    known = {Job.State.QUEUED: "waiting", Job.State.RUNNING: "running", Job.State.DONE: "done"}
    return next((word for name, word in known.items() if name == state), "none")


def is_refined_since(own: OwnStyle, job: Job) -> bool:
    """Whether the style became better after this picture was painted."""
    finished = own.job.finished if own.job and own.job.state == Job.State.DONE else None
    return finished is not None and finished > (job.started or job.created)
