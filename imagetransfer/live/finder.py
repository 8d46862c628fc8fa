"""What the painter in the browser needs, made from our own files whenever static files are collected."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from algorithms.styles.catalogue import PAINTER_FILE, STYLES_FILE, styles_of

PAINTER = "live/painter.safetensors"
ORDINARY = "live/ordinary.webp"


class PainterFinder(BaseFinder):
    """Finds `PAINTER`, the kernels and the paintings that ship, and `ORDINARY`, a thumbnail of the ordinary photo.

    Both lie in `MADE_ROOT` and are made anew when a file that they come from is younger.
    """

    def check(self, **_: Any) -> list[Any]:
        """Find nothing wrong: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """Return where the file lies; nothing if it is none of ours."""
        if path not in _MAKERS:
            return []
        made = str(_made(path))
        return [made] if find_all else made

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield each file's name, and a storage that has it."""
        storage = FileSystemStorage(settings.MADE_ROOT)
        for name in _MAKERS:
            _made(name)
            yield name, storage


def _made(name: str) -> Path:
    path = Path(settings.MADE_ROOT) / name
    youngest = max(source.stat().st_mtime for source in (PAINTER_FILE, STYLES_FILE, Path(__file__)))
    if not path.exists() or path.stat().st_mtime < youngest:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as draft:  # two processes may make it at the same time
            draft.write(_MAKERS[name]())
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(path)
    return path


def _painter() -> bytes:
    from algorithms.johnson.browser_file import browser_painter

    return browser_painter(PAINTER_FILE, {style.slug: style.row for style in styles_of("painting") if style.ships})


def _ordinary() -> bytes:
    from algorithms.johnson.browser_file import ordinary_thumbnail

    return ordinary_thumbnail()


_MAKERS: dict[str, Callable[[], bytes]] = {PAINTER: _painter, ORDINARY: _ordinary}
