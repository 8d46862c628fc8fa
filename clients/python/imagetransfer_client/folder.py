"""Where results go, and a whole folder of photos, several at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from imagetransfer_client.errors import ImageTransferError

PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
AT_A_TIME = 4

Paint = Callable[[Path, Path], None]
Outcome = tuple[Path, BaseException | None]


def photos_in(folder: Path) -> list[Path]:
    """Return the photos that lie in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES and path.is_file())


def result_of(photo: Path, out: Path | None, ending: str, suffix: str) -> Path:
    """Return where the result of a single photo goes, by default here; raises `ImageTransferError`."""
    out = out or Path(f"{photo.stem}-{ending}{suffix}")
    path = out / f"{photo.stem}{suffix}" if out.is_dir() else out
    if not path.parent.is_dir():
        raise ImageTransferError(f"There is no folder {path.parent}; please make it, or choose another one.")
    return path


def results_of(photos: list[Path], folder: Path, suffix: str) -> dict[Path, Path]:
    """Return where each photo's result goes; photos of one name and several formats keep theirs apart."""
    stems = Counter(photo.stem for photo in photos)
    return {photo: folder / f"{photo.stem if stems[photo.stem] == 1 else photo.name}{suffix}" for photo in photos}


def paint_all(work: dict[Path, Path], paint: Paint, at_a_time: int = AT_A_TIME) -> Iterator[Outcome]:
    """Yield each photo when it is painted, or with what went wrong; one that fails stops no other."""
    with ThreadPoolExecutor(at_a_time) as pool:
        photos = {pool.submit(paint, photo, result): photo for photo, result in work.items()}
        try:
            for future in as_completed(photos):
                error = future.exception()
                if error is not None and not isinstance(error, ImageTransferError | OSError):
                    raise error
                yield photos[future], error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
