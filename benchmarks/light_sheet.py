"""All lights that ship over eight photographs, free ones only: the top row shows the photographs themselves.

`python -m benchmarks.light_sheet DATA/photo_styles` writes benchmarks/fourteen-lights.jpg.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data
from tqdm import tqdm

from algorithms.grading.grade import grade
from algorithms.grading.light import working_copy
from algorithms.io.images import to_float
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions
from segmentation.parse import parse

SIZE, CELL = (384, 256), (180, 120)
PHOTOGRAPHS = ("golden-hour-city", "bright-interior", "autumn-lake", "storm-mountain", "dusk-beach")


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path, help="folder with the photographs NAME.jpg")
    parser.add_argument("--sheet", type=Path, default=Path(__file__).parent / "fourteen-lights.jpg")
    given = parser.parse_args()
    own = [data.astronaut()[:341], data.coffee(), data.chelsea()]
    photos = [_cut(np.asarray(Image.open(given.photos / f"{name}.jpg").convert("RGB"))) for name in PHOTOGRAPHS]
    photos += [_cut(photo) for photo in own]
    rows = [photos]
    groups = [parse(working_copy(to_float(photo))) for photo in photos]
    for style in tqdm(styles_of("photographic"), unit="light"):
        rows.append([_graded(*pair, style.slug) for pair in zip(photos, groups, strict=True)])
    cells = [[np.asarray(Image.fromarray(each).resize(CELL, Image.Resampling.LANCZOS)) for each in row] for row in rows]
    Image.fromarray(np.concatenate([np.concatenate(row, axis=1) for row in cells])).save(
        given.sheet, quality=85, optimize=True
    )


def _graded(photo: np.ndarray, likely: np.ndarray, slug: str) -> np.ndarray:
    return grade(photo, FastOptions(styles={slug: 100}), lambda _: likely)


def _cut(photo: np.ndarray) -> np.ndarray:
    """Cut the middle out, 3 : 2, and shrink it."""
    height, width, _ = photo.shape
    wide, high = min(width, height * 3 // 2), min(height, width * 2 // 3)
    left, top = (width - wide) // 2, (height - high) // 2
    part = Image.fromarray(np.ascontiguousarray(photo[top : top + high, left : left + wide]))
    return np.asarray(part.resize(SIZE, Image.Resampling.LANCZOS))


if __name__ == "__main__":
    main()
