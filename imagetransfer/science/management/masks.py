"""Masks that a command is given: which parts of two pictures belong together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser

from imagetransfer.science.management.photos import read_photo

if TYPE_CHECKING:
    import numpy as np


def add_mask_options(parser: CommandParser) -> None:
    """Give the parser the pair of masks."""
    parser.add_argument("--content-mask", type=Path, metavar="FILE", help="the photo's regions, in plain colours")
    parser.add_argument("--style-mask", type=Path, metavar="FILE", help="the style's, in the same colours")


def add_parser_option(parser: CommandParser) -> None:
    """Give the parser of the command line the scene parser's file."""
    help_text = "a scene parser that train_parser wrote (default: what SCENE_PARSER names, or ours)"
    parser.add_argument("--parser", type=Path, metavar="FILE", help=help_text)


def read_regions(
    options: dict[str, Any], content: np.ndarray, style: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Read the masks; None where none are given."""
    import numpy as np

    from algorithms.regions.from_masks import drawn_regions

    paths = [options["content_mask"], options["style_mask"]]
    if not any(paths):
        return None
    if not all(paths):
        raise CommandError("Masks come in pairs; give --content-mask and --style-mask.")
    content_mask, style_mask = (np.asarray(read_photo(path, None)) for path in paths)
    return drawn_regions(content, style, content_mask, style_mask)
