"""Files of paintings and photos as styles of a command: learnt in a moment, and forgotten with the command."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.text import slugify

from algorithms.errors import UserError
from algorithms.styles.catalogue import Kind, Style
from algorithms.styles.options_text import read_mix
from algorithms.styles.unlisted import OWN, lent
from imagetransfer.science.management.photos import read_photo

_LONGEST = 1024  # pixels: no more of a picture is looked at


@contextmanager
def own_pictures(
    styles: Sequence[str], lights: Sequence[str]
) -> Iterator[tuple[Mapping[str, int], Callable[[], None]]]:
    """Let `catalogue.style` find the pictures among some styles with weights while the block lasts.

    Parameters
    ----------
    styles : "SLUG:WEIGHT" or "FILE:WEIGHT" of a painting
    lights : "FILE:WEIGHT" of a photo

    Yields
    ------
    dict of slug to weight
    function
        Learns the pictures; until it was called, they have a name only.

    Raises
    ------
    UserError
        If a weight is not a whole number, or two styles have the same name.
    """
    given, photos = read_mix(styles), read_mix(lights)
    files: dict[str, tuple[Kind, Path]] = {_slug_of(name): ("photographic", Path(name)) for name in photos}
    files |= {_slug_of(name): ("painting", Path(name)) for name in given if _is_file(name)}
    is_own = {name: name in photos or _is_file(name) for name in given | photos}
    mix = {_slug_of(name) if is_own[name] else name: weight for name, weight in (given | photos).items()}
    if len(mix) < len(given) + len(photos):
        raise UserError("Two pictures have the same name; give one of the files another one.")
    with TemporaryDirectory() as folder:
        own = [_style(slug, kind, path, Path(folder)) for slug, (kind, path) in files.items()]
        with lent(*own):
            yield mix, lambda: _learn({style: files[style.slug][1] for style in own})


def _learn(files: Mapping[Style, Path]) -> None:
    import numpy as np

    from algorithms.stylize import write_style_of
    from segmentation.parse import parse

    for style, path in files.items():
        write_style_of(np.asarray(read_photo(path, _LONGEST)), style, parse)


def _is_file(name: str) -> bool:
    return "." in name or "/" in name  # which no slug has


def _slug_of(name: str) -> str:
    return OWN + slugify(Path(name).stem, allow_unicode=True)


def _style(slug: str, kind: Kind, path: Path, folder: Path) -> Style:
    return Style(slug, path.stem, "", "", kind, weights=f"{slug}.npz", row=0, source="", folder=folder)
