"""What the training commands share: options from a dataclass, and a bar that shows the losses."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.base import CommandParser
from tqdm import tqdm

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from algorithms.training_loop import TrainProgress

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
