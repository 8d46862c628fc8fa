"""One photo, or a folder of photos, for the commands that make pictures of photos."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from imagetransfer.science.management.training import output_file

PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")

Work = Callable[[dict[str, Any]], str]


def output_place(text: str) -> Path:
    """Refuse a file that cannot be written; a folder may be there, or be made."""
    return Path(text) if Path(text).is_dir() else output_file(text)


def for_each_photo(
    options: dict[str, Any], name: str, work: Work, single: Collection[str] = (), suffix: str = ""
) -> Iterator[str]:
    """Do the work for a photo, or for each photo of a folder; yield what to say.

    Within a folder, photos whose result is there are left alone, so that the same command goes on after an
    interruption; a photo that cannot be painted keeps no other from it.

    Parameters
    ----------
    name : str
        The option with the photo or the folder; `out` is a file, or a folder in which results have the photos' names.
    work : function of the options for one photo
        Writes the result, and returns what to say.
    single : names of options that go with one photo only
    suffix : str
        What follows the photo's name in a result's.

    Raises
    ------
    CommandError
        If the options do not go with a folder, or, at the end, if photos of a folder could not be painted.
    """
    if not options[name].is_dir():
        yield work({**options, "out": _within(options["out"], options[name], suffix)})
        return
    photos = _photos(options[name])
    _check_for_folder(options, single)
    options["out"].mkdir(parents=True, exist_ok=True)
    failed = 0
    for photo in photos:
        out = _within(options["out"], photo, suffix)
        if out.exists():
            yield f"{out} is there already; left as it is."
            continue
        try:
            yield work({**options, name: photo, "out": out})
        except CommandError as error:
            failed += 1
            yield f"Not painted: {error}"
    if failed:
        raise CommandError(f"{failed} of {len(photos)} photos could not be painted.")


def _within(out: Path, photo: Path, suffix: str) -> Path:
    return out / f"{photo.stem}{suffix}.jpg" if out.is_dir() else out


def _photos(folder: Path) -> list[Path]:
    photos = sorted(path for path in folder.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)
    if not photos:
        raise CommandError(f"There are no photos in {folder}.")
    if len({path.stem for path in photos}) < len(photos):
        raise CommandError(f"Two photos in {folder} have the same name; rename one.")
    return photos


def _check_for_folder(options: dict[str, Any], single: Collection[str]) -> None:
    """Refuse what a folder's photos would overwrite for each other."""
    if options["out"].suffix and not options["out"].is_dir():
        raise CommandError(f"{options['out']} is a file; for a folder of photos, let --out name a folder.")
    for option in single:
        if options[option]:
            raise CommandError(f"--{option.replace('_', '-')} goes with one photo; leave it out for a folder.")
