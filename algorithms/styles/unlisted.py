"""Styles that are in no list: pictures that somebody gave as a style. Whoever knows the slug of one may use it.

Web processes import this module, so it loads no TensorFlow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from algorithms.styles.catalogue import Style

OWN = "own-"
"""Begins the slug of every such style, and of no other."""

find_own: Callable[[str], Style | None] = lambda slug: None  # noqa: E731 - it is replaced
"""Returns the style that somebody gave the site, by its slug; the site replaces this function."""

_lent: ContextVar[Mapping[str, Style] | None] = ContextVar("lent", default=None)


def unlisted_style(slug: str) -> Style | None:
    """Return the style with a slug that begins with `OWN`; None for others, and when there is none."""
    if not slug.startswith(OWN):
        return None
    return (_lent.get() or {}).get(slug) or find_own(slug)


@contextmanager
def lent(*styles: Style) -> Iterator[None]:
    """Have `unlisted_style` find these styles first while the block lasts, such as those whose files lie here."""
    token = _lent.set({style.slug: style for style in styles})
    try:
        yield
    finally:
        _lent.reset(token)
