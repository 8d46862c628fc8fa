"""Added styles without a training."""

from pathlib import Path

import numpy as np
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from algorithms.io.weights_file import read_weights, write_weights
from algorithms.styles.catalogue import PAINTER_FILE, Style, added_folder, style
from algorithms.styles.catalogue_file import catalogue_enter
from algorithms.styles.compatibility import KERNELS, kernels_digest
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


def seen_as(row: int, path: Path) -> None:
    """Write what the painter's encoder would: the style parameters of a shipped painting."""
    arrays = read_weights(PAINTER_FILE)
    own = {name: array[row : row + 1] for name, array in arrays.items() if not name.endswith("/kernel")}
    write_weights(path, own | {KERNELS: np.frombuffer(kernels_digest(arrays), "uint8")})


def own_style(title: str = "Sunflowers", **whose: str) -> OwnStyle:
    """Bring a picture as a style."""
    return own_style_add(picture=photo(300, 200), title=title, **whose)


def own_style_in(client: Client, title: str = "Sunflowers") -> OwnStyle:
    """Bring a picture as a style of the client's browser."""
    answer = HttpResponse()
    browser_keep(answer, "ada")
    client.cookies.update(answer.cookies)
    return own_style(title, browser="ada")
