"""A photo in a painting's style, by the fast painter and by both slow ways, on one sheet, to look at."""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from algorithms.gatys.paint import paint
from algorithms.io.images import fit_within, read_image, resize, to_float, to_uint8
from algorithms.johnson.stylize import stylize
from algorithms.neighbours.paint import paint_by_neighbours
from algorithms.perceptual.vgg import compact
from algorithms.styles.options import FastOptions

ROWS = (
    ("astronaut", "starry-night"),
    ("chelsea", "great-wave"),
    ("coffee", "woman-with-a-hat"),
    ("rocket", "the-scream"),
)
"""Photographs that scikit-image carries, and styles."""

SIDE, HEIGHT, GAP = 512, 220, 4


def main() -> None:
    """Write the sheet: photo, painting, fast painter, slow painting, brushwork."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--styles", type=Path, required=True, help="folder with the paintings, SLUG.jpg")
    parser.add_argument("--out", type=Path, required=True, help=".jpg")
    given = parser.parse_args()
    strips = [_strip(_photo(name), given.styles / f"{slug}.jpg", slug) for name, slug in ROWS]
    width = max(strip.shape[1] for strip in strips)
    padded = [np.pad(strip, ((0, GAP), (0, width - strip.shape[1]), (0, 0)), constant_values=1.0) for strip in strips]
    Image.fromarray(to_uint8(np.concatenate(padded))).save(given.out, quality=88)


def _photo(name: str) -> np.ndarray:
    photo = to_float(getattr(data, name)())
    return resize(photo, *fit_within(photo.shape[0], photo.shape[1], SIDE))


def _strip(photo: np.ndarray, painting: Path, slug: str) -> np.ndarray:
    network, style = compact("average"), read_image(painting, SIDE)
    fast = to_float(stylize(to_uint8(photo), FastOptions(styles={slug: 100})))
    slow = [list(way(network, photo, [style]))[-1].picture for way in (paint, paint_by_neighbours)]
    cells = [
        resize(each, HEIGHT, round(each.shape[1] * HEIGHT / each.shape[0])) for each in (photo, style, fast, *slow)
    ]
    return np.concatenate([np.pad(cell, ((0, 0), (0, GAP), (0, 0)), constant_values=1.0) for cell in cells], axis=1)


if __name__ == "__main__":
    main()
