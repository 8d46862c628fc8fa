"""The words of pictures: tags as people type them, and what the search looks through."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from algorithms.styles.catalogue import LANGUAGES, Style, shipped_styles, style
from algorithms.styles.options import FastOptions
from imagetransfer.gallery.models import TAG_LENGTH, Picture
from imagetransfer.jobs.selectors import fast_options_in

MOST_TAGS = 8


def plain(text: str) -> str:
    """Return the text in lower case and without accents, so that "cafe" finds "Café"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# What XML 1.0 may carry, and with it a feed, is less than Unicode: no control characters, no halves, no U+FFFE, U+FFFF.
_NOT_FOR_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")


def one_line(text: str) -> str:
    """Return the text with each run of spaces, and of characters that no feed can carry, as one space."""
    return " ".join(_NOT_FOR_XML.sub(" ", text).split())


def tags_in(text: str) -> list[str]:
    """Return the tags in a text: separated by commas or #, in lower case, each once.

    Raises
    ------
    ValueError
        With a sentence for the user, when there are too many or one is too long.
    """
    tags = list(dict.fromkeys(filter(None, (one_line(part).casefold() for part in re.split(r"[,;#\n]", text)))))
    if len(tags) > MOST_TAGS:
        raise ValueError(
            _("These are %(number)s tags; please use at most %(most)s.") % {"number": len(tags), "most": MOST_TAGS}
        )
    for tag in tags:
        if len(tag) > TAG_LENGTH:
            raise ValueError(
                _("The tag “%(tag)s…” is too long; please use at most %(most)s characters.")
                % {"tag": tag[:TAG_LENGTH], "most": TAG_LENGTH}
            )
    return tags


def trained_style(picture: Picture) -> Style | None:
    """Return the trained style of the picture, of a mix the heaviest; None when it has none or it was taken away."""
    try:
        return style(picture.style)
    except KeyError:
        return None


def fast_options(picture: Picture) -> FastOptions | None:
    """Return what was chosen for a picture in trained styles; None for others, or when a style was taken away."""
    return fast_options_in({"style": picture.style} | picture.parameters)


def _names_of(slug: str) -> Iterable[str]:
    """Return title and artist of a style in every language, each name once."""
    shipped = (one for each in LANGUAGES for one in shipped_styles(each) if one.slug == slug)
    return dict.fromkeys(name for one in (*shipped, style(slug)) for name in (one.title, one.artist))


def words_of(picture: Picture, tags: Iterable[str]) -> str:
    """Return what the search looks through."""
    options = fast_options(picture)
    of_style = [name for slug in options.styles for name in _names_of(slug)] if options else []
    return plain(" ".join((picture.title, picture.author, *tags, *of_style)))
