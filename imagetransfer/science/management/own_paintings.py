"""Files of paintings as styles of a command: learnt in a moment, and forgotten with the command."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.text import slugify

from algorithms.errors import UserError
from algorithms.styles.catalogue import Style
from algorithms.styles.options_text import read_mix
from algorithms.styles.unlisted import OWN, lent
from imagetransfer.science.management.photos import read_photo

_LONGEST = 1024  # pixels: no more of a painting is looked at


@contextmanager
def own_paintings(arguments: list[str]) -> Iterator[tuple[Mapping[str, int], Callable[[], None]]]:
    """Let `catalogue.style` find the paintings among some styles with weights while the block lasts.

    Yields
    ------
    dict of slug to weight
    function
        Learns the paintings; until it was called, they have a name only.

    Raises
    ------
    UserError
        If a weight is not a whole number, or two styles have the same name.
    """
    given = read_mix(arguments)
    files = {_slug_of(name): Path(name) for name in given if _is_file(name)}
    mix = {_slug_of(name) if _is_file(name) else name: weight for name, weight in given.items()}
    if len(mix) < len(given):
        raise UserError("Two paintings have the same name; give one of the files another one.")
    with TemporaryDirectory() as folder:
        styles = [_style(slug, path, Path(folder)) for slug, path in files.items()]
        with lent(*styles):
            yield mix, lambda: _learn({style: files[style.slug] for style in styles})


def _learn(files: Mapping[Style, Path]) -> None:
    import numpy as np

    from algorithms.io.images import to_float
    from algorithms.stylize import write_style_of

    for style, path in files.items():
        write_style_of(to_float(np.asarray(read_photo(path, _LONGEST))), style.weights_path)


def _is_file(name: str) -> bool:
    return "." in name or "/" in name  # which no slug has


def _slug_of(name: str) -> str:
    return OWN + slugify(Path(name).stem, allow_unicode=True)


def _style(slug: str, path: Path, folder: Path) -> Style:
    return Style(slug, path.stem, "", "", "painting", weights=f"{slug}.npz", row=0, source="", folder=folder)
