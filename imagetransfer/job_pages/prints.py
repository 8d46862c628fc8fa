"""How large a picture can be printed, and how that looks: its pixels over the paper's centimetres."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

# Longer and shorter side in centimetres.
PAPERS = {
    "10 × 15": (15.0, 10.0),
    "13 × 18": (18.0, 13.0),
    "A4": (29.7, 21.0),
    "A3": (42.0, 29.7),
    "50 × 70": (70.0, 50.0),
}
# From so many dots an inch on; the words say from where it looks sharp.
_LOOKS = ((250, _("sharp in the hand")), (150, _("sharp at arm's length")), (90, _("good on a wall")))
_COARSE = _("coarse, even on a wall")
_CENTIMETRES = 2.54  # of an inch


@dataclass(frozen=True)
class Print:
    """A picture on one paper: as large as fits, uncropped."""

    paper: str
    width: float
    height: float
    dots: int
    look: str


def prints(width: int, height: int) -> Iterator[Print]:
    """Yield what becomes of a picture of so many pixels on each paper."""
    for paper, (longer, shorter) in PAPERS.items():
        wide, high = (longer, shorter) if width >= height else (shorter, longer)
        scale = min(wide / width, high / height)  # centimetres for a pixel
        dots = round(_CENTIMETRES / scale)
        look = next((words for least, words in _LOOKS if dots >= least), _COARSE)
        yield Print(paper, round(width * scale, 1), round(height * scale, 1), dots, look)
