"""The options of the fast methods. Web processes import this module, so it loads no TensorFlow."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from algorithms.errors import UserError
from algorithms.option_fields import check_values, option, options_of
from algorithms.styles.catalogue import Kind, Style, style
from algorithms.translatable import marked as _

MOST_STYLES = 4
WEIGHTS = (1, 100)
ONLY_FOR_PAINTINGS = ("keep_colours", "stroke")
EVERYWHERE = "everything"
WHERE = (EVERYWHERE, "person", "not-person", "sky", "not-sky", "building", "vegetation", "water", "ground")
"""The parts of a photo to which a style can keep: scene groups (`regions.scene_groups`), or all but one."""
LEAST_SIDE = 1024
"""The longer side in pixels at which a smaller photo is painted: strokes are too coarse to read less."""


@dataclass(frozen=True, kw_only=True)
class FastOptions:
    """Styles and options of one fast picture, with their defaults.

    Attributes
    ----------
    styles : dict of slug to weight
        One to four styles of the same kind; weights are whole numbers from 1 to 100, and only their ratios matter.
    strength, keep_colours, stroke, where : int, bool, int, str
        See their help texts; photographic styles ignore `ONLY_FOR_PAINTINGS`.

    Raises
    ------
    UserError
        If a style is unknown, the styles are of two kinds, or a value is outside its limits.
    """

    styles: Mapping[str, int]
    strength: int = option(100, _("in per cent; 0 leaves the photo as it is"), most=100)
    keep_colours: bool = option(False, _("whether a painting has the photo's colours; for paintings only"))
    stroke: int = option(
        100, _("size of the strokes, in per cent; for paintings only"), label=_("stroke size"), least=50, most=200
    )
    where: str = option(EVERYWHERE, _("part of the photo that gets the style; the rest stays as it is"), choices=WHERE)

    def __post_init__(self) -> None:
        """Check every value, and sort the styles by weight, the heaviest first."""
        if not 1 <= len(self.styles) <= MOST_STYLES:
            raise UserError(
                _("%(number)s styles were chosen; choose one to %(most)s."), number=len(self.styles), most=MOST_STYLES
            )
        for slug, weight in self.styles.items():
            if not WEIGHTS[0] <= weight <= WEIGHTS[1]:
                raise UserError(
                    _("The weight of %(slug)s is %(weight)s; give %(least)s to %(most)s."),
                    slug=slug,
                    weight=weight,
                    least=WEIGHTS[0],
                    most=WEIGHTS[1],
                )
        check_values(self)
        if any(chosen.kind != self.kind for chosen in self.chosen()):
            raise UserError(_("A painting and a light cannot be mixed; choose styles of one kind."))
        in_order = sorted(self.styles.items(), key=lambda entry: (-entry[1], entry[0]))
        object.__setattr__(self, "styles", dict(in_order))

    def chosen(self) -> list[Style]:
        """Return the styles themselves, the heaviest first."""
        try:
            return [style(slug) for slug in self.styles]
        except KeyError as error:
            raise UserError(_("There is %(what)s."), what=error.args[0]) from error

    @property
    def kind(self) -> Kind:
        """The kind that all the styles have."""
        return self.chosen()[0].kind

    def shares(self) -> dict[Style, float]:
        """Return each style's share of the mix; the shares sum to 1."""
        total = sum(self.styles.values())
        return {style(slug): weight / total for slug, weight in self.styles.items()}

    def used(self) -> dict[str, Any]:
        """Return the options by name, `styles` excepted, that have an effect on styles of this kind."""
        unused = () if self.kind == "painting" else ONLY_FOR_PAINTINGS
        unused = unused if self.where != EVERYWHERE else (*unused, "where")
        return {each.name: getattr(self, each.name) for each in options_of(self) if each.name not in unused}

    def parameters(self) -> dict[str, Any]:
        """Return the options as a dict for JSON; `from_parameters` reads it."""
        return asdict(self)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> "FastOptions":
        """Read the options among the other entries of a job, a form or a request; old jobs name one `style`."""
        known = {name: value for name, value in parameters.items() if name in cls.__dataclass_fields__}
        if "styles" not in known:
            known["styles"] = {parameters.get("style") or "": WEIGHTS[1]}
        return cls(**known)


def painted_side(own: int, kind: Kind, *, size: int | None = None, keep_size: bool = False) -> int:
    """Return the longer side of the result for a photo with the longer side `own`, all in pixels.

    A small photo is painted larger, unless its size shall be kept; a photographic style would gain nothing by that.
    `size` is the most that the result may have.
    """
    side = own if keep_size or kind == "photographic" else max(own, LEAST_SIDE)
    return min(side, size or side)
