"""Paint a few photos in every style of painting, on one sheet, to look at."""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

from algorithms.johnson.stylize import stylize
from algorithms.styles.catalogue import Style, styles_of
from algorithms.styles.options import FastOptions

SIDE = 512  # at which photos are painted
HEIGHT, GAP = 150, 4  # of a picture on the sheet
FREE = ("astronaut", "chelsea")  # a portrait and a cat that scikit-image carries


def main() -> None:
    """Write the sheet: two styles beside each other, each with its swatch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, nargs="*", default=[], help="besides a portrait and a cat")
    parser.add_argument("--out", type=Path, required=True, help=".jpg")
    arguments = parser.parse_args()
    photos = [Image.fromarray(getattr(data, name)()) for name in FREE]
    photos += [Image.open(path).convert("RGB") for path in arguments.photos]
    for photo in photos:
        photo.thumbnail((SIDE, SIDE))
    rows = [_row(style, photos) for style in styles_of("painting")]
    half = (len(rows) + 1) // 2
    width, height = rows[0].width + GAP, HEIGHT + GAP
    sheet = Image.new("RGB", (2 * width, half * height), "white")
    for index, row in enumerate(rows):
        sheet.paste(row, (index // half * width, index % half * height))
    sheet.save(arguments.out, quality=88)


def _row(style: Style, photos: list[Image.Image]) -> Image.Image:
    options = FastOptions(styles={style.slug: 100})
    swatch = Image.open(Path("site/static/styles") / style.swatch)
    pictures = [swatch, *(Image.fromarray(stylize(np.asarray(photo), options)) for photo in photos)]
    small = [picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT)) for picture in pictures]
    row = Image.new("RGB", (sum(picture.width + GAP for picture in small), HEIGHT), "white")
    left = 0
    for picture in small:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


if __name__ == "__main__":
    main()
