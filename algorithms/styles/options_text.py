"""The options of the fast methods as text: for addresses, commands and pictures' metadata."""

import re
from collections.abc import Iterable, Mapping

from algorithms.errors import UserError
from algorithms.styles.options import EVERYWHERE, WEIGHTS, FastOptions
from algorithms.styles.unlisted import OWN
from algorithms.translatable import marked as _

WHERE_IN_WORDS = {
    EVERYWHERE: _("everything"),
    "person": _("only people"),
    "not-person": _("everything but people"),
    "sky": _("only the sky"),
    "not-sky": _("everything but the sky"),
    "building": _("only buildings"),
    "vegetation": _("only trees and grass"),
    "water": _("only water"),
    "ground": _("only the ground"),
}
"""The parts of a photo for people, by their names in `options.WHERE`."""


def mix_text(styles: Mapping[str, int]) -> str:
    """Return styles and weights as text that `read_mix` reads: "starry-night:60,udnie:40"."""
    return ",".join(f"{slug}:{weight}" for slug, weight in styles.items())


def read_mix(parts: str | Iterable[str]) -> dict[str, int]:
    """Read styles and weights from "starry-night:60,udnie:40" or its parts; a style without a weight gets the largest.

    Raises
    ------
    UserError
        If a weight is not a whole number, or a style is named twice.
    """
    styles: dict[str, int] = {}
    for part in parts.split(",") if isinstance(parts, str) else parts:
        slug, _colon, weight = part.strip().partition(":")
        if slug in styles:
            raise UserError(_("The style %(slug)s is named twice; name it once."), slug=slug)
        if weight and not weight.isdecimal():
            raise UserError(
                _("The weight of %(slug)s is %(weight)s; give %(least)s to %(most)s."),
                slug=slug,
                weight=repr(weight),
                least=WEIGHTS[0],
                most=WEIGHTS[1],
            )
        styles[slug] = int(weight or WEIGHTS[1])
    return styles


def to_texts(options: FastOptions) -> dict[str, str]:
    """Return the text of the styles and of every option that they use, by name: all that the picture depends on."""
    return {"styles": mix_text(options.styles)} | {name: _text(value) for name, value in options.used().items()}


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def to_text(options: FastOptions) -> str:
    """Return `to_texts` in one line: "styles=starry-night:60,udnie:40 strength=80 keep_colours=yes stroke=150".

    It goes into pictures, which are passed on; an unlisted style is "own" there, because its slug is its key.
    """
    line = " ".join(f"{name}={text}" for name, text in to_texts(options).items())
    return re.sub(rf"(?<![\w-]){OWN}[\w-]+", OWN.rstrip("-"), line)


def in_percent(options: FastOptions) -> dict[str, int]:
    """Return each style's share of the mix in per cent, by slug; they sum to 100."""
    shares = {style.slug: 100 * share for style, share in options.shares().items()}
    percents = {slug: int(share) for slug, share in shares.items()}
    # The per cents that rounding down left over go to the styles that lost most by it.
    lost = sorted(shares, key=lambda slug: percents[slug] - shares[slug])
    for slug in lost[: 100 - sum(percents.values())]:
        percents[slug] += 1
    return percents
