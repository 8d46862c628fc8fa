"""Photos for visitors who have none at hand: scikit-image's, free of rights."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop as _

from imagetransfer.pictures.decoding import AcceptedPicture, accept

EXAMPLES = {"cat": _("A cat"), "portrait": _("A portrait"), "coffee": _("A cup of coffee")}
"""Names of the photos, and how they are called."""


def example_photo(name: str) -> AcceptedPicture:
    """Let one of the examples in, as if it had been sent."""
    path: Path = settings.BASE_DIR / "site" / "static" / "examples" / f"{name}.jpg"
    with path.open("rb") as file:
        return accept(file)
