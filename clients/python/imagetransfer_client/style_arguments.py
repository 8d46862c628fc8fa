"""Styles on the command line: SLUG[:WEIGHT], or PICTURE[:WEIGHT] for a picture of one's own."""

from collections.abc import Callable
from pathlib import Path


def weights_of(arguments: list[str], slug_of: Callable[[Path], str]) -> dict[str, str]:
    """Return the weight of each style by its slug; `slug_of` makes a picture a style."""
    parts = [argument.partition(":") for argument in arguments]
    return {slug_of(Path(name)) if _is_file(name) else name: weight or "100" for name, _, weight in parts}


def names_of(arguments: list[str]) -> str:
    """Return what the styles are called, in one word."""
    names = [argument.partition(":")[0] for argument in arguments]
    return "-".join(Path(name).stem if _is_file(name) else name for name in names)


def _is_file(name: str) -> bool:
    return "." in name or "/" in name  # which no slug has
