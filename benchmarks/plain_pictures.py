"""Paint plain pictures, which we draw ourselves, in every style, and measure the colours and tones that are invented.

A colour of a picture's empty parts is invented where it is far from that which the style gives to such a colour in
photographs. The sheet shows all of them, to look at.
"""

import argparse
import statistics
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import binary_erosion, maximum_filter, minimum_filter
from scipy.spatial import KDTree
from skimage import data
from skimage.color import rgb2lab

from algorithms.johnson.stylize import stylize
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions

SIZE = WIDTH, HEIGHT = 384, 288
SHOWN = 130, 98  # pixels of a picture on the sheet
PHOTOS = ("chelsea", "coffee", "rocket")  # whose colours tell what a style makes of them; scikit-image carries them
COARSE = 8  # pixels that are one colour
NEIGHBOURS = 60
FAR = 30.0  # of CIELAB's 100 from black to white
REACH = 24  # pixels from the next edge at which an empty part begins


def plain_pictures() -> dict[str, Image.Image]:
    """Return pictures as people upload them, by name."""
    flat = {"grey": (128, 128, 128), "white": (255, 255, 255), "black": (0, 0, 0), "pastel": (250, 222, 205)}
    return {
        **{name: Image.new("RGB", SIZE, colour) for name, colour in flat.items()},
        "gradient": Image.linear_gradient("L").rotate(90).resize(SIZE).convert("RGB"),
        "shape": _shape(),
        "logo": _logo(),
        "drawing": _drawing(),
        "document": _document(),
        "screenshot": _screenshot(),
        "portrait": _portrait(),
    }


def main() -> None:
    """Print a row for each style and write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--styles", nargs="*", default=[style.slug for style in styles_of("painting")])
    parser.add_argument("--out", type=Path, required=True, help="the sheet, .png or .jpg")
    given = parser.parse_args()
    pictures = plain_pictures()
    rows = [[picture.resize(SHOWN) for picture in pictures.values()]]
    print(f"| style | {' | '.join(pictures)} |\n|---|{'---|' * len(pictures)}")
    everything = []
    for slug in given.styles:
        options = FastOptions(styles={slug: 100})
        expected = _Expected(options)
        painted = [stylize(np.asarray(picture), options) for picture in pictures.values()]
        errors = [expected.error(np.asarray(one), two) for one, two in zip(pictures.values(), painted, strict=True)]
        rows.append([Image.fromarray(one).resize(SHOWN) for one in painted])
        print(f"| {slug} | {' | '.join(f'{error:.0f}' for error in errors)} |", flush=True)
        everything += errors
    far = sum(error > FAR for error in everything)
    print(
        f"\nMedian {statistics.median(everything):.0f}, most {max(everything):.0f}; {far} of {len(everything)} are far."
    )
    _sheet(rows).save(given.out)


class _Expected:
    """What a style makes of a colour in photographs."""

    def __init__(self, options: FastOptions) -> None:
        photos = [np.asarray(Image.fromarray(getattr(data, name)()).resize(SIZE)) for name in PHOTOS]
        self.tree = KDTree(np.concatenate([_coarse(photo) for photo in photos]))
        self.painted = np.concatenate([_coarse(stylize(photo, options)) for photo in photos])

    def error(self, picture: np.ndarray, painted: np.ndarray) -> float:
        """Return the median distance in CIELAB, over the empty parts of a picture, to the mean of like colours."""
        empty = _empty(picture)[COARSE // 2 :: COARSE, COARSE // 2 :: COARSE].ravel()
        _, nearest = self.tree.query(_coarse(picture)[empty], NEIGHBOURS)
        distances = np.linalg.norm(_coarse(painted)[empty] - self.painted[nearest].mean(axis=1), axis=-1)
        return float(np.median(distances))


def _coarse(picture: np.ndarray) -> np.ndarray:
    """Return the means of squares of a picture's pixels in CIELAB, (squares, 3)."""
    height, width = (side // COARSE for side in picture.shape[:2])
    squares = picture[: height * COARSE, : width * COARSE].reshape(height, COARSE, width, COARSE, 3)
    lab: np.ndarray = rgb2lab(squares.mean(axis=(1, 3)) / 255.0).reshape(-1, 3)
    return lab


def _empty(picture: np.ndarray) -> np.ndarray:
    """Return where a picture has nothing but a colour, or one that changes slowly, bool (H, W)."""
    size = (3, 3, 1)
    calm = (maximum_filter(picture, size).astype(int) - minimum_filter(picture, size)).max(axis=-1) < 4
    far: np.ndarray = binary_erosion(calm, iterations=REACH, border_value=1)
    return far


def _sheet(rows: list[list[Image.Image]]) -> Image.Image:
    width, height = (side + 4 for side in SHOWN)
    sheet = Image.new("RGB", (len(rows[0]) * width, len(rows) * height), "white")
    for top, row in enumerate(rows):
        for left, picture in enumerate(row):
            sheet.paste(picture, (left * width, top * height))
    return sheet


def _page(colour: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", SIZE, colour)
    return page, ImageDraw.Draw(page)


def _shape() -> Image.Image:
    page, pen = _page()
    pen.ellipse((112, 67, 262, 217), fill=(220, 60, 50), outline="black", width=3)
    return page


def _logo() -> Image.Image:
    page, pen = _page()
    pen.rounded_rectangle((45, 98, 135, 188), 15, fill=(20, 90, 200))
    pen.polygon([(90, 108), (124, 176), (56, 176)], fill=(250, 190, 30))
    pen.text((154, 112), "Harbour", fill=(20, 40, 90), font=ImageFont.load_default(48))
    return page


def _drawing() -> Image.Image:
    page, pen = _page()
    pen.line([(60, 225), (60, 135), (135, 75), (210, 135), (210, 225), (60, 225)], fill="black", width=2)
    pen.rectangle((112, 165, 154, 225), outline="black", width=2)
    pen.ellipse((277, 45, 322, 90), outline="black", width=2)
    pen.arc((225, 150, 360, 315), 180, 360, fill="black", width=2)
    return page


def _document() -> Image.Image:
    page, pen = _page()
    pen.text((30, 14), "To the editor", fill="black", font=ImageFont.load_default(20))
    for line in range(14):
        words = "The quick brown fox jumps over the lazy dog and rests a while"[: 61 - 7 * line % 23]
        pen.text((30, 48 + 16 * line), words, fill=(20, 20, 20), font=ImageFont.load_default(11))
    return page


def _screenshot() -> Image.Image:
    page, pen = _page("#eceef1")
    font = ImageFont.load_default(11)
    pen.rectangle((0, 0, WIDTH, 26), fill="#2c3e50")
    pen.rectangle((0, 26, 90, HEIGHT), fill="#fafafa")
    for line, word in enumerate(("Inbox", "Sent", "Drafts", "Archive", "Spam", "Bin")):
        pen.text((10, 38 + 22 * line), word, fill="#3c3c3c", font=font)
    for top in (39, 119, 199):
        pen.rounded_rectangle((105, top, 369, top + 66), 5, fill="white", outline="#d2d2d2")
        pen.text((117, top + 9), "A message about the weather", fill="#1e1e1e", font=font)
        pen.rectangle((300, top + 36, 357, top + 55), fill="#2e86de")
    return page


def _portrait() -> Image.Image:
    """Draw a cat before a plain wall."""
    page, _ = _page("#c8cdd2")
    cat = Image.fromarray(data.chelsea()).crop((60, 0, 360, 300)).resize((225, 225))
    mask = Image.new("L", cat.size)
    ImageDraw.Draw(mask).ellipse((22, 7, 202, 217), fill=255)
    page.paste(cat, (80, 45), mask)
    return page


if __name__ == "__main__":
    main()
