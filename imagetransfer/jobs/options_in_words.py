"""The options of the fast methods in words for people, in the language of the page."""

from django.utils.translation import gettext as _

from algorithms.styles.options import EVERYWHERE, FastOptions
from algorithms.styles.options_text import WHERE_IN_WORDS, in_percent


def in_words(options: FastOptions) -> str:
    """Return the options in words: "60 % The Starry Night, 40 % Udnie, strength 80 %, broad strokes (150 %)"."""
    percents, chosen = in_percent(options), options.chosen()
    if len(chosen) == 1:
        words = [chosen[0].title]
    else:
        words = [
            _("%(percent)s %% %(title)s") % {"percent": percents[style.slug], "title": style.title} for style in chosen
        ]
    return listed([*words, *how_in_words(options)])


def how_in_words(options: FastOptions) -> list[str]:
    """Return the options that differ from their defaults, in words."""
    words = []
    if options.strength != FastOptions.strength:
        words.append(_("strength %(percent)s %%") % {"percent": options.strength})
    if options.kind == "painting":
        if options.keep_colours:
            words.append(_("the photo's colours"))
        if options.stroke != FastOptions.stroke:
            strokes = _("fine strokes (%(percent)s %%)")
            if options.stroke > FastOptions.stroke:
                strokes = _("broad strokes (%(percent)s %%)")
            words.append(strokes % {"percent": options.stroke})
    return words if options.where == EVERYWHERE else [*words, _(WHERE_IN_WORDS[options.where])]


def listed(words: list[str]) -> str:
    """Return words one after the other, with the comma of the language."""
    return _(", ").join(words)
