"""What the command line takes for each way to make a picture."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imagetransfer_client.folder import AT_A_TIME

if TYPE_CHECKING:
    from imagetransfer_client.client import Client

Parser = argparse.ArgumentParser
Run = Callable[["Client", argparse.Namespace], int]


def add_stylize(commands: "argparse._SubParsersAction[Parser]", result: Parser, run: Run) -> None:
    """Add `stylize`, which `run` does."""
    fast = commands.add_parser(
        "stylize", parents=[result], help="paint a photo, or a folder of photos, in a trained style"
    )
    fast.set_defaults(run=run)
    fast.add_argument("photo", type=Path, help="a JPEG, PNG, WebP or HEIC file, or a folder of them")
    fast.add_argument(
        "--style",
        action="append",
        default=[],
        metavar="SLUG[:WEIGHT]",
        help="as `imagetransfer styles` lists them, or the file of any painting; several mix by their weights",
    )
    fast.add_argument(
        "--light",
        action="append",
        default=[],
        metavar="FILE[:WEIGHT]",
        help="a photo whose light to take, alone or mixed with other lights",
    )
    fast.add_argument("--strength", type=int, metavar="N", help="in per cent; 0 leaves the photo as it is")
    fast.add_argument("--keep-colours", action="store_true", default=None, help="the photo's, in a painting")
    fast.add_argument("--stroke", type=int, metavar="N", help="size of a painting's strokes, in per cent")
    fast.add_argument("--where", metavar="PART", help="that gets the style: person, not-person, sky, not-sky, …")
    fast.add_argument("--size", type=int, metavar="N", help="longer side of the result in pixels, at most")
    fast.add_argument("--keep-size", action="store_true", default=None, help="small photos' own, too")
    fast.add_argument("--again", action="store_true", help="paint a folder's photos that are painted already, too")
    fast.add_argument("--at-a-time", type=int, default=AT_A_TIME, metavar="N", help="of a folder (default: 4)")


def add_slow(commands: "argparse._SubParsersAction[Parser]", result: Parser, name: str, **what: Any) -> Parser:
    """Add one of the slow algorithms: `what` has its `help`, its `run`, and what that needs to know."""
    slow = commands.add_parser(name, parents=[result], help=what.pop("help"))
    slow.set_defaults(**what)
    slow.add_argument("photo", type=Path, nargs="?", help="a JPEG, PNG, WebP or HEIC file")
    slow.add_argument("style", type=Path, nargs="?", help="the picture to take the style from")
    slow.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an option, such as steps=500; repeatable"
    )
    slow.add_argument("--list-options", action="store_true", help="show all options with their defaults")
    return slow
