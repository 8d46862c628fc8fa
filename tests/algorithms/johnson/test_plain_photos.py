"""Pictures with hardly anything in them, and what the painter that ships makes of them."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from skimage import data
from skimage.color import rgb2lab

from algorithms.io.images import to_float
from algorithms.johnson.conversions import painter_of
from algorithms.johnson.geometry import THUMBNAIL, filled_up
from algorithms.johnson.moments import fold_moments
from algorithms.johnson.plain_photos import ordinary_photo, plainness, pooled_moments
from algorithms.johnson.stylize import stylize
from algorithms.styles.options import FastOptions
from tests.algorithms.makers import noise, random_style_params, small_painter

PHOTOS = ("astronaut", "chelsea", "coffee")


def page(draw: Callable[[ImageDraw.ImageDraw], object] = lambda _: None, colour: str = "white") -> np.ndarray:
    """Return a drawing, uint8 (96, 128, 3)."""
    picture = Image.new("RGB", (128, 96), colour)
    draw(ImageDraw.Draw(picture))
    return np.asarray(picture)


def text() -> np.ndarray:
    """Return a page of text, uint8 (576, 768, 3)."""
    picture = Image.new("RGB", (768, 576), "white")
    for line in range(16):
        words = "The quick brown fox jumps over the lazy dog and rests a while"[: 61 - 7 * line % 23]
        ImageDraw.Draw(picture).text((60, 30 + 32 * line), words, fill="black", font=ImageFont.load_default(22))
    return np.asarray(picture)


def gradient() -> np.ndarray:
    return np.asarray(Image.linear_gradient("L").resize((512, 384)).convert("RGB"))


def grain(deviation: int) -> np.ndarray:
    """Return grey paper as a camera sees it."""
    return np.asarray(Image.effect_noise((512, 384), deviation).convert("RGB"))


@pytest.mark.parametrize("name", PHOTOS)
def test_photographs_are_not_plain(name: str) -> None:
    assert plainness(to_float(getattr(data, name)())) == 0


@pytest.mark.parametrize(
    "picture",
    [
        page(),
        page(colour="grey"),
        page(lambda pen: pen.ellipse((40, 20, 90, 70), fill="red", outline="black")),
        page(lambda pen: pen.line((10, 10, 110, 80), fill="black", width=2)),
        text(),
        gradient(),
        grain(1),
    ],
    ids=["white", "grey", "shape", "line", "text", "gradient", "grain"],
)
def test_drawings_and_empty_pictures_are_plain(picture: np.ndarray) -> None:
    assert plainness(to_float(picture)) == 1


def test_between_photographs_and_plain_pictures_is_no_jump() -> None:
    wall = noise(192, 192)
    wall[:116] = 0.5

    assert 0.3 < plainness(wall) < 0.7


@pytest.mark.parametrize("size", [(4, 4), (16, 1536), (16, 17)], ids=str)
def test_a_picture_of_any_size_is_judged(size: tuple[int, int]) -> None:
    assert 0 <= plainness(noise(*size)) <= 1


def test_the_moments_of_two_pictures_are_pooled_as_those_of_all_their_pixels() -> None:
    first, second = noise(10, 10), 3 * noise(10, 30, 1)

    pooled = pooled_moments([np.stack([part.mean((0, 1)), part.var((0, 1))]) for part in (first, second)], [0.25, 0.75])

    both = np.concatenate([first, second], axis=1)
    np.testing.assert_allclose(pooled, [both.mean((0, 1)), both.var((0, 1))], rtol=1e-5)


def test_a_photograph_is_painted_by_its_own_moments_and_a_plain_picture_by_those_of_an_ordinary_photo() -> None:
    network = small_painter()
    style = random_style_params(network, 1)[0]
    painter, photo = painter_of(network, exact=True), noise(72, 72)

    own, plain = (painter.fold_statistics(seen, style) for seen in (photo, np.full((72, 72, 3), 0.5, "float32")))

    for used, seen in ((own, photo), (plain, filled_up(ordinary_photo(), 24))):
        side = len(seen) // THUMBNAIL
        thumbnail = seen.reshape(side, THUMBNAIL, side, THUMBNAIL, 3).mean(axis=(1, 3))
        moments = network.look(thumbnail[None], style[None])
        np.testing.assert_allclose(used, fold_moments(style[None], moments)[0], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("style", ["udnie", "the-scream", "carceri-pier-with-lamp"])
def test_a_uniform_picture_gets_the_colours_that_its_own_have_in_painted_photos(style: str) -> None:
    options = FastOptions(styles={style: 100})
    photos = [getattr(data, name)() for name in PHOTOS]
    colours, painted_colours = (
        np.concatenate([rgb2lab(photo[4::8, 4::8]).reshape(-1, 3) for photo in some])
        for some in (photos, [stylize(photo, options) for photo in photos])
    )

    for name in ("white", "grey", "black"):
        plain = page(colour=name)
        alike = np.argsort(np.linalg.norm(colours - rgb2lab(plain[:1, :1])[0, 0], axis=1))[:200]
        painted = stylize(plain, options)
        found = rgb2lab(painted.mean((0, 1)) / 255)
        assert np.linalg.norm(found - painted_colours[alike].mean(axis=0)) < 20  # of 100 from black to white
        assert painted.std((0, 1)).max() < 12


def test_a_shape_on_white_is_neither_a_plate_nor_a_blob() -> None:
    drawn = page(lambda pen: pen.ellipse((40, 20, 90, 70), fill="red", outline="black"))

    painted = stylize(drawn, FastOptions(styles={"udnie": 100}))

    paper, disc = painted[80:, 100:].mean((0, 1)), painted[38:52, 58:72].mean((0, 1))
    assert paper.min() > 140
    assert disc[0] > 1.3 * disc[1:].max()  # red is still the reddest
    assert disc[0] > 60
