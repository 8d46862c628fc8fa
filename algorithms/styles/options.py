"""What a person chooses for a photo in trained styles; no TensorFlow here, so that a web process can read it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from algorithms.styles.catalogue import Kind, Style, style

MOST_STYLES = 4
STROKES = (50, 200)
WEIGHTS = (1, 100)
STRENGTHS = (0, 100)
LEAST_SIDE = 1024
"""Longer side in pixels at which a smaller photo is painted: strokes are too coarse to read less."""


@dataclass(frozen=True, kw_only=True)
class FastOptions:
    """Every choice; every default lives here.

    Attributes
    ----------
    styles : dict of slug to weight
        One to four styles of the same kind; weights are whole numbers from 1 to 100, and only their ratios matter.
    strength : int
        In per cent: 0 leaves the photo as it is.
    keep_colours : bool
        Whether a painting has the photo's colours; photographic styles, which are colours, ignore it.
    stroke : int
        A painting's strokes in per cent of their usual size, from 50 to 200; photographic styles have none.

    Raises
    ------
    ValueError
        With one plain sentence, if nothing could be painted so.
    """

    styles: Mapping[str, int]
    strength: int = 100
    keep_colours: bool = False
    stroke: int = 100

    def __post_init__(self) -> None:
        """Refuse what nothing could be painted with; put the heaviest style first."""
        if not 1 <= len(self.styles) <= MOST_STYLES:
            raise ValueError(f"{len(self.styles)} styles were chosen; choose one to {MOST_STYLES}.")
        for slug, weight in self.styles.items():
            _check(f"weight of {slug}", weight, WEIGHTS)
        _check("strength", self.strength, STRENGTHS)
        _check("stroke size", self.stroke, STROKES)
        if any(chosen.kind != self.kind for chosen in self.chosen()):
            raise ValueError("A painting and a photo style cannot be mixed; choose styles of one kind.")
        in_order = sorted(self.styles.items(), key=lambda entry: (-entry[1], entry[0]))
        object.__setattr__(self, "styles", dict(in_order))

    def chosen(self) -> list[Style]:
        """Return the styles themselves, the heaviest first."""
        try:
            return [style(slug) for slug in self.styles]
        except KeyError as error:
            raise ValueError(f"There is {error.args[0]}.") from error

    @property
    def kind(self) -> Kind:
        """Whether the styles are paintings or photos."""
        return self.chosen()[0].kind

    def shares(self) -> dict[Style, float]:
        """Return each style's part of the mix; they sum to 1."""
        total = sum(self.styles.values())
        return {style(slug): weight / total for slug, weight in self.styles.items()}

    def parameters(self) -> dict[str, Any]:
        """Return what `from_parameters` reads, for JSON."""
        return asdict(self)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> "FastOptions":
        """Read what was kept of a job; the first jobs named one `style`."""
        known = {name: value for name, value in parameters.items() if name in cls.__dataclass_fields__}
        return cls(**({"styles": {parameters.get("style"): 100}} | known))


def painted_side(own: int, kind: Kind, *, size: int | None = None, keep_size: bool = False) -> int:
    """Return the longer side of the result for a photo with the longer side `own`, all in pixels.

    A small photo is painted larger, unless its size shall be kept; a photographic style would gain nothing by that.
    `size` is the most that the result may have.
    """
    side = own if keep_size or kind == "photographic" else max(own, LEAST_SIDE)
    return min(side, size or side)


def _check(name: str, value: int, limits: tuple[int, int]) -> None:
    least, most = limits
    if not least <= value <= most:
        raise ValueError(f"The {name} is {value}; give {least} to {most}.")
