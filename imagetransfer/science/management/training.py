"""What the training commands share: options from a dataclass, and a bar that shows the losses."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.utils.text import slugify
from tqdm import tqdm

if TYPE_CHECKING:
    from argparse import _ArgumentGroup, _MutuallyExclusiveGroup

    from _typeshed import DataclassInstance

    from algorithms.training.loop import TrainProgress

KNOWN_FIELDS = ("artist", "year", "source")

Options = TypeVar("Options", bound="DataclassInstance")


def add_options(parser: CommandParser, options: type[DataclassInstance]) -> None:
    """Give the parser an option for each field of a dataclass, with its default and help."""
    group = parser.add_argument_group("training")
    for field in fields(options):
        group.add_argument(
            f"--{field.name.replace('_', '-')}",
            type=type(field.default),
            default=field.default,
            metavar="N",
            help=f"{field.metadata['help']} (default: %(default)s)",
        )


def read_options(options: type[Options], given: dict[str, Any]) -> Options:
    """Return the dataclass with what the user gave."""
    return options(**{field.name: given[field.name] for field in fields(options)})


def add_options_of(parser: CommandParser, presets: Mapping[str, type[DataclassInstance]]) -> None:
    """Give the parser an option for each field of several dataclasses, with the default of each."""
    group = parser.add_argument_group("training")
    named = [(preset, field) for preset, options in presets.items() for field in fields(options)]
    for name in dict.fromkeys(field.name for _, field in named):
        of = {preset: field for preset, field in named if field.name == name}
        first = next(iter(of.values()))
        defaults = ", ".join(f"{preset}: {field.default}" for preset, field in of.items())
        group.add_argument(
            f"--{name.replace('_', '-')}",
            type=type(first.default),
            metavar="N",
            help=f"{first.metadata['help']} (default of {defaults})",
        )


def read_options_of(presets: Mapping[str, type[Options]], preset: str, given: dict[str, Any]) -> Options:
    """Return the preset's dataclass with what the user gave."""
    own = {field.name for field in fields(presets[preset])}
    every = {field.name for options in presets.values() for field in fields(options)}
    chosen = {name: given[name] for name in every if given[name] is not None}
    for name in chosen.keys() - own:
        raise CommandError(f"--{name.replace('_', '-')} is no option of the preset {preset}; leave it out.")
    return presets[preset](**chosen)


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
