"""The painter in the browser paints as the server does."""

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page
from skimage.data import chelsea

from algorithms.johnson.plain_photos import plainness
from algorithms.johnson.stylize import stylize
from algorithms.styles.options import FastOptions
from imagetransfer.jobs.own_style_work import own_style_learnt
from tests.styles.makers import learnt_as, own_style

from .conftest import OpenPage
from .makers import OTHER

PAINT = """async ({ pixels, width, height, how }) => {
  const { paint } = await import("/static/js/painter/painter.js");
  const data = Uint8ClampedArray.from(atob(pixels), (letter) => letter.charCodeAt(0));
  const painting = await paint(new ImageData(data, width, height), how);
  return btoa(Array.from(painting.data, (value) => String.fromCharCode(value)).join(""));
}"""


def cat(side: int) -> np.ndarray:
    """Return a photo that is no whole number of the painter's cells."""
    photo = Image.fromarray(chelsea())
    photo.thumbnail((side, side))
    return np.asarray(photo)


def drawing() -> np.ndarray:
    """Return a plain picture: its moments are an ordinary photo's."""
    picture = Image.new("RGB", (256, 256), "white")
    ImageDraw.Draw(picture).ellipse((60, 90, 170, 200), "orange", "black", 3)
    return np.asarray(picture)


def in_browser(page: Page, photo: np.ndarray, **how: Any) -> np.ndarray:
    height, width, _ = photo.shape
    rgba = np.dstack([photo, np.full((height, width), 255, "uint8")])
    sent = {"pixels": base64.b64encode(rgba.tobytes()).decode(), "width": width, "height": height, "how": how}
    answer = base64.b64decode(page.evaluate(PAINT, sent))
    return np.frombuffer(answer, "uint8").reshape(height, width, 4)[..., :3]


def mean_difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype("float32") - other).mean())


@pytest.mark.parametrize("side", [256, 384])
@pytest.mark.parametrize("how", [
    {"styles": {"starry-night": 100}, "strength": 100},
    {"styles": {"great-wave": 60, "udnie": 40}, "strength": 70},
])  # fmt: skip
def test_the_browser_paints_what_the_server_paints(open_page: OpenPage, side: int, how: dict[str, Any]) -> None:
    photo = cat(side)

    painting = in_browser(open_page("/live/"), photo, **how)

    expected = stylize(photo, FastOptions(**how))
    assert mean_difference(photo, expected) > 15
    assert mean_difference(painting, expected) < 2


def test_a_plain_picture_is_painted_as_the_server_does_it(open_page: OpenPage) -> None:
    picture = drawing()
    assert plainness(picture / np.float32(255)) == 1

    painting = in_browser(open_page("/live/"), picture, styles={"the-scream": 1})

    assert mean_difference(painting, stylize(picture, FastOptions(styles={"the-scream": 1}))) < 2


def test_an_own_style_paints_with_what_the_server_learnt_of_it(open_page: OpenPage, tmp_path: Path) -> None:
    style = own_style()
    learnt_as(OTHER.row, tmp_path / "learnt.npz")
    own_style_learnt(style.slug, tmp_path / "learnt.npz")
    photo = cat(256)

    painting = in_browser(open_page("/live/"), photo, styles={style.slug: 50})

    assert mean_difference(painting, stylize(photo, FastOptions(styles={OTHER.slug: 100}))) < 2
