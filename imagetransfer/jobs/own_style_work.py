"""What workers do for pictures that people gave as styles: what was learnt of one lies in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from algorithms.errors import UserError
from algorithms.styles.catalogue import Style, fits
from algorithms.styles.unlisted import lent
from imagetransfer.files import places
from imagetransfer.files.store import store, write
from imagetransfer.jobs.region_work import groups_in
from imagetransfer.pictures.pixels import read_pixels

_LONGEST = 1024  # pixels


@contextmanager
def own_styles_here(styles: Iterable[Style]) -> Iterator[None]:
    """Have what was learnt of own styles on this machine while the block lasts; UserError if one is gone."""
    own = [style for style in styles if style.is_own]
    if not own:
        yield
        return
    with TemporaryDirectory() as folder:
        here = [replace(style, folder=Path(folder)) for style in own]
        for style in here:
            _bring(style)
        with lent(*here):
            yield


def own_style_learnt(slug: str, path: Path) -> None:
    """Put the file with a style's parameters where every machine finds it."""
    write(places.own_style_params(slug), path.read_bytes())


def _bring(style: Style) -> None:
    """Fetch a painting's parameters; if there are none for the present painter, have its encoder look at the picture.

    A light takes a fraction of a second to learn and is never refined, so that it is learnt each time, and not kept.
    """
    if style.kind == "photographic":
        _learn_at_once(style)
        return
    path = style.weights_path
    with suppress(FileNotFoundError), store().open(places.own_style_params(style.slug)) as file:
        path.write_bytes(file.read())
    if path.exists() and fits(style):
        return
    _learn_at_once(style)
    own_style_learnt(style.slug, path)


def _learn_at_once(style: Style) -> None:
    import numpy as np

    from algorithms.stylize import write_style_of

    try:
        with store().open(places.style_picture(style.slug, ".jpg")) as file:
            picture = read_pixels(BytesIO(file.read()), _LONGEST)
    except FileNotFoundError as error:
        raise UserError(_("This style is not offered any more; please choose another one.")) from error
    write_style_of(np.asarray(picture), style, groups_in)
