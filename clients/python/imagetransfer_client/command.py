"""The command line: `imagetransfer`."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from imagetransfer_client.arguments import add_slow, add_stylize
from imagetransfer_client.client import Client, OnProgress
from imagetransfer_client.errors import ImageTransferError, sentence_of
from imagetransfer_client.folder import paint_all, photos_in, result_of, results_of
from imagetransfer_client.models import Job
from imagetransfer_client.style_arguments import names_of, weights_of


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with Client(options.url, options.token, patience=options.patience) as client:
            status: int = options.run(client, options)
            return status
    except (ImageTransferError, OSError) as error:
        print(sentence_of(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def styles(client: Client, options: argparse.Namespace) -> int:
    """List the styles."""
    for style in client.styles():
        print(f"{style.slug:28} {style.kind:9} {style.title}, {style.artist}, {style.year}")
    return 0


def stylize(client: Client, options: argparse.Namespace) -> int:
    """Paint one photo, or all photos of a folder."""
    if options.photo.is_dir():
        return _stylize_folder(client, options)

    def work(on_progress: OnProgress) -> Job:
        return client.stylize(options.photo, **_fast(client, options), on_progress=on_progress)

    return _one(client, options, work, ending=_names(options))


def _fast(client: Client, options: argparse.Namespace) -> dict[str, Any]:
    """Send the pictures among the styles, and return what was chosen; the service knows the defaults and the limits."""
    chosen = {
        name: getattr(options, name) for name in ("strength", "stroke", "size", "keep_size", "keep_colours", "where")
    }
    if not (options.style or options.light):
        raise ImageTransferError("Give --style or --light.")

    def light_slug(photo: Path) -> str:
        return client.own_styles.create(photo, kind="photographic").slug

    return {
        "style": weights_of(options.style, lambda picture: client.own_styles.create(picture).slug)
        | weights_of(options.light, light_slug),
        **{name: value for name, value in chosen.items() if value is not None},
    }


def _names(options: argparse.Namespace) -> str:
    return names_of([*options.style, *options.light])


def paint(client: Client, options: argparse.Namespace) -> int:
    """Paint one photo after another picture, or with its own strokes."""
    brushwork = options.operation == "brushworks"
    return _slow(client, options, partial(client.paint, brushwork=brushwork), "brushwork" if brushwork else "painted")


def relight(client: Client, options: argparse.Namespace) -> int:
    """Give one photo the light and colours of another one."""
    if bool(options.content_mask) != bool(options.style_mask):
        raise ImageTransferError("Give two masks, one for each picture, or none.")
    masks = (options.content_mask, options.style_mask) if options.content_mask else None
    return _slow(client, options, partial(client.relight, masks=masks), "relit")


def _slow(client: Client, options: argparse.Namespace, algorithm: Callable[..., Job], done: str) -> int:
    if options.list_options:
        for option in client.options(options.operation).values():
            choices = f" ({', '.join(map(str, option.choices))})" if option.choices else ""
            print(f"{option.name:20} {option.default!s:12} {option.help}{choices}")
        return 0
    if not (options.photo and options.style):
        raise ImageTransferError("Give a photo and a picture to take the style from.")

    def work(on_progress: OnProgress) -> Job:
        return algorithm(options.photo, options.style, on_progress=on_progress, **_chosen(options.set))

    return _one(client, options, work, ending=f"{options.style.stem}-{done}")


def _chosen(pairs: list[str]) -> dict[str, str | list[str]]:
    """Read NAME=VALUE and NAME=VALUE,VALUE; the service knows what the values must be."""
    chosen: dict[str, str | list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ImageTransferError(f"{pair} is no option; write NAME=VALUE.")
        chosen[name] = value.split(",") if "," in value else value
    return chosen


def _one(client: Client, options: argparse.Namespace, work: Callable[[OnProgress], Job], ending: str) -> int:
    """Do the work on one photo, show how far it is, and write the result."""
    out = result_of(options.photo, options.out, ending, ".png" if options.png else ".jpg")
    with tqdm(total=100, unit="%", disable=None) as bar:
        job = work(partial(_show, bar))
    print(client.download(job, out))
    return 0


def _stylize_folder(client: Client, options: argparse.Namespace) -> int:
    out = options.out or Path(f"{options.photo.resolve().name}-{_names(options)}")
    work = results_of(photos_in(options.photo), out, ".png" if options.png else ".jpg")
    if not work:
        raise ImageTransferError(f"There are no photos in {options.photo}.")
    out.mkdir(parents=True, exist_ok=True)
    chosen = _fast(client, options)
    left = {photo: result for photo, result in work.items() if options.again or not result.exists()}

    def paint_one(photo: Path, result: Path) -> None:
        client.download(client.stylize(photo, **chosen), result)

    failed = 0
    with tqdm(total=len(work), initial=len(work) - len(left), unit="photo", disable=None) as bar:
        for photo, error in paint_all(left, paint_one, options.at_a_time):
            bar.update()
            if error:
                failed += 1
                bar.write(f"{photo}: {sentence_of(error)}", file=sys.stderr)
    print(f"Painted {len(left) - failed} of {len(work)} photos into {out}; {len(work) - len(left)} were there already.")
    return 1 if failed else 0


def _show(bar: "tqdm[NoReturn]", job: Job) -> None:
    bar.set_description(f"waiting, {job.ahead} before" if job.state == "queued" else job.state)
    bar.n = round(100 * job.progress)
    bar.refresh()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="imagetransfer", description="Turn photos into paintings.")
    parser.add_argument("--url", help="address of the site (default: IMAGETRANSFER_URL, or http://localhost:8000)")
    parser.add_argument("--token", help="an API token (default: IMAGETRANSFER_TOKEN, or none)")
    parser.add_argument(
        "--patience", type=float, default=600, metavar="SECONDS", help="how long to ask a busy service again"
    )
    result = argparse.ArgumentParser(add_help=False)
    result.add_argument("--out", type=Path, help="file or folder (default: a name made of both, here)")
    result.add_argument("--png", action="store_true", help="without any loss, in larger files")
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("styles", help="list the trained styles")
    listing.set_defaults(run=styles)
    add_stylize(commands, result, stylize)
    add_slow(commands, result, "paint", run=paint, operation="paintings", help="paint a photo after another picture")
    add_slow(commands, result, "brushwork", run=paint, operation="brushworks", help="paint with the style's strokes")
    light = add_slow(
        commands, result, "relight", run=relight, operation="relightings", help="give a photo another photo's light"
    )
    light.add_argument("--content-mask", type=Path, metavar="FILE", help="regions of the photo, one colour each")
    light.add_argument("--style-mask", type=Path, metavar="FILE", help="regions of the other one, in the same colours")
    return parser
