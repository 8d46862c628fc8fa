"""The command line: `imagetransfer`."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from imagetransfer_client.client import Client
from imagetransfer_client.errors import ImageTransferError
from imagetransfer_client.folder import AT_A_TIME, paint_all, photos_in, results_of
from imagetransfer_client.models import Job


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with Client(options.url, options.token, patience=options.patience) as client:
            status: int = options.run(client, options)
            return status
    except (ImageTransferError, OSError) as error:
        print(error, file=sys.stderr)
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
    source, out, suffix = options.photo, options.out, ".png" if options.png else ".jpg"
    if source.is_dir():
        return _stylize_folder(client, options, out or Path(f"{source.resolve().name}-{options.style}"), suffix)
    out = out or Path(f"{source.stem}-{options.style}{suffix}")
    if out.is_dir():
        out = out / f"{source.stem}{suffix}"
    with tqdm(total=100, unit="%", disable=None) as bar:
        job = client.stylize(source, style=options.style, on_progress=lambda job: _show(bar, job))
    print(client.download(job, out))
    return 0


def _stylize_folder(client: Client, options: argparse.Namespace, out: Path, suffix: str) -> int:
    work = results_of(photos_in(options.photo), out, suffix)
    if not work:
        raise ImageTransferError(f"There are no photos in {options.photo}.")
    out.mkdir(parents=True, exist_ok=True)
    left = {photo: result for photo, result in work.items() if options.again or not result.exists()}

    def paint(photo: Path, result: Path) -> None:
        client.download(client.stylize(photo, style=options.style), result)

    failed = 0
    with tqdm(total=len(work), initial=len(work) - len(left), unit="photo", disable=None) as bar:
        for photo, error in paint_all(left, paint, options.at_a_time):
            bar.update()
            if error:
                failed += 1
                bar.write(f"{photo}: {error}", file=sys.stderr)
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
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("styles", help="list the trained styles")
    listing.set_defaults(run=styles)
    painting = commands.add_parser("stylize", help="paint a photo, or a folder of photos, in a trained style")
    painting.set_defaults(run=stylize)
    painting.add_argument("photo", type=Path, help="a JPEG, PNG, WebP or HEIC file, or a folder of them")
    painting.add_argument("--style", required=True, metavar="SLUG", help="as `imagetransfer styles` lists them")
    painting.add_argument("--out", type=Path, help="file or folder (default: PHOTO-SLUG.jpg, or FOLDER-SLUG/, here)")
    painting.add_argument("--png", action="store_true", help="without any loss, in larger files")
    painting.add_argument("--again", action="store_true", help="paint a folder's photos that are painted already, too")
    painting.add_argument("--at-a-time", type=int, default=AT_A_TIME, metavar="N", help="of a folder (default: 4)")
    return parser
