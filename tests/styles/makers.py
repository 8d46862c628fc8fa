"""Added styles without a training."""

from pathlib import Path

from django.http import HttpResponse
from django.test import Client
from PIL import Image

from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_params import write_style_params
from algorithms.styles.catalogue import PAINTER_FILE, Kind, Style, added_folder, style
from algorithms.styles.catalogue_file import catalogue_enter
from imagetransfer.jobs.browsers import browser_keep
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_add
from tests.algorithms.makers import style_file
from tests.jobs.makers import photo


def added_style(slug: str = "blue-dog") -> Style:
    """Enter a style that nothing was learnt for, with pictures."""
    folder = folder_of_added()
    style_file(folder / f"{slug}.npz")
    catalogue_enter(folder / "styles.toml", folder / f"{slug}.npz", {slug: 0}, {"artist": "Ada"})
    for name in (style(slug).swatch, style(slug).sample):
        Image.new("RGB", (256, 256), "blue").save(folder / name)
    return style(slug)


def folder_of_added() -> Path:
    folder = added_folder()
    assert folder is not None
    return folder


def learnt_as(row: int, path: Path) -> None:
    """Write the style parameters of a shipped painting as those of another style."""
    write_style_params(path, read_painter(PAINTER_FILE).style_params[row])


def own_style(title: str = "Sunflowers", kind: Kind = "painting", colour: str | None = None, **whose: str) -> OwnStyle:
    """Bring a picture as a style."""
    return own_style_add(picture=photo(300, 200, colour), kind=kind, title=title, **whose)


def own_style_in(client: Client, title: str = "Sunflowers", kind: Kind = "painting") -> OwnStyle:
    """Bring a picture as a style of the client's browser."""
    answer = HttpResponse()
    browser_keep(answer, "ada")
    client.cookies.update(answer.cookies)
    return own_style(title, kind, browser="ada")
