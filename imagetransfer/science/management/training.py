"""Arguments that the training commands share, and a bar that shows the losses."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.utils.text import slugify
from tqdm import tqdm

from imagetransfer.science.management.option_arguments import given_options

if TYPE_CHECKING:
    from argparse import _ArgumentGroup, _MutuallyExclusiveGroup

    from _typeshed import DataclassInstance

    from algorithms.training.loop import TrainProgress

KNOWN_FIELDS = ("artist", "year", "source")

Options = TypeVar("Options", bound="DataclassInstance")


def read_preset_options(presets: Mapping[str, type[Options]], preset: str, given: dict[str, Any]) -> Options:
    """Return the preset's dataclass with what the user gave."""
    own = given_options(presets[preset], given)
    for name in {name for options in presets.values() for name in given_options(options, given)} - own.keys():
        raise CommandError(f"--{name.replace('_', '-')} is no option of the preset {preset}; leave it out.")
    return presets[preset](**own)


def check_needed(options: dict[str, Any]) -> None:
    """Ask for the photographs and the file of a whole painter; only --add does without."""
    for name in ("photos", "out"):
        if not options[name]:
            raise CommandError(f"Without --add, --{name} is needed.")


def add_style_files(parser: CommandParser) -> _MutuallyExclusiveGroup:
    """Ask for the styles' pictures; `style_files` reads them."""
    styles = parser.add_mutually_exclusive_group(required=True)
    styles.add_argument("--styles", type=Path, metavar="FOLDER", help="the styles' pictures")
    styles.add_argument("--style", type=Path, nargs="+", metavar="FILE", help="the styles' pictures, one by one")
    return styles


def style_files(options: dict[str, Any]) -> dict[str, Path]:
    """Return the styles' pictures by the names of the styles."""
    from algorithms.io.images import image_files

    return named_by_slug(options["style"] or image_files(options["styles"]))


def named_by_slug(files: list[Path]) -> dict[str, Path]:
    """Return pictures by the names of their styles, which are the files' own."""
    named = {slugify(file.stem): file for file in files}
    if len(named) < len(files):
        raise CommandError("Two styles' pictures have the same name; rename one.")
    return named


def add_catalogue(group: _ArgumentGroup) -> None:
    """Ask where the styles shall be listed; `known_fields` reads what is the same for all."""
    group.add_argument("--catalogue", type=output_file, metavar="FILE", help="a styles.toml that shall list the styles")
    for field in KNOWN_FIELDS:
        group.add_argument(f"--{field}", metavar="TEXT", help="for the catalogue, of all these works")


def known_fields(options: dict[str, Any]) -> dict[str, str]:
    """Return what the user told about the works."""
    return {field: options[field] for field in KNOWN_FIELDS if options[field]}


def output_file(text: str) -> Path:
    """Refuse a path that cannot be written before the training, not after it."""
    path = Path(text)
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise ArgumentTypeError(f"{text} cannot be written; choose another file.")
    return path


def with_bar(progress: Iterable[TrainProgress], steps: int) -> Iterator[TrainProgress]:
    """Show how far a training is, and its last losses; a resumed one starts where it was."""
    with tqdm(total=steps, unit="step") as bar:
        for now in progress:
            bar.set_postfix({name: f"{value:.3f}" for name, value in now.losses.items()}, refresh=False)
            bar.update(now.step - bar.n)
            yield now
