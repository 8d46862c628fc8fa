"""Photographic style on pairs of photos with masks: what it keeps of the photo, and what it reaches of the style.

The folder holds NAME_content.jpg, NAME_style.jpg, NAME_content_mask.png and NAME_style_mask.png for each pair.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from skimage.filters import sobel
from skimage.metrics import structural_similarity

from algorithms.colour.optimal_transport import ColourMap, split_detail
from algorithms.grading.grade import grade
from algorithms.io.images import read_image, resize, to_float, to_uint8
from algorithms.io.picture_file import write_picture
from algorithms.luan.light import recoloured
from algorithms.luan.options import STYLE_LAYERS
from algorithms.luan.relight import relight
from algorithms.optimise.record import labelled_grid
from algorithms.perceptual.vgg import LossNetwork, compact, from_file
from algorithms.regions.gram_targets import RegionStyle
from algorithms.regions.matching import drawn_regions
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions

SHEET_HEIGHT = 200  # pixels


@dataclass(frozen=True)
class Pair:
    """Two photos and their regions."""

    name: str
    content: np.ndarray
    style: np.ndarray
    regions: tuple[np.ndarray, np.ndarray]


def unchanged(pair: Pair) -> np.ndarray:
    """Return the photo."""
    return pair.content


def colours(pair: Pair) -> np.ndarray:
    """Give each region the style's colours; nothing is optimised."""
    base, _ = split_detail(pair.content)
    sides = zip(*(np.moveaxis(each, -1, 0) for each in pair.regions), strict=True)
    maps = [ColourMap(base, own, pair.style, lent) for own, lent in sides]
    return recoloured(pair.content, pair.regions[0], maps)


def slow(pair: Pair) -> np.ndarray:
    """Relight with the defaults."""
    *_, last = relight(compact(), pair.content, pair.style, regions=pair.regions)
    return last.picture


def fast(pair: Pair) -> np.ndarray:
    """Return the trained light that comes nearest to the style: the network has not seen the pair's own."""
    wanted = RegionStyle(compact(), pair.style, pair.regions[1], pair.regions[0], STYLE_LAYERS)
    lights = [
        to_float(grade(to_uint8(pair.content), FastOptions(styles={style.slug: 100})))
        for style in styles_of("photographic")
    ]
    return min(lights, key=lambda light: float(wanted.loss(compact()(light[None], STYLE_LAYERS))))


WAYS: dict[str, Callable[[Pair], np.ndarray]] = {"none": unchanged, "colours": colours, "slow": slow, "fast": fast}


def main() -> None:
    """Print a row for each pair, then the medians; write the sheet after each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the pairs")
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--sheet", type=Path, help="photo, style and results side by side, as .jpg")
    arguments = parser.parse_args()
    judge, rows, scores = from_file(arguments.judge), [], []
    print("| pair | " + " | ".join(f"{way}: structure, style, s" for way in arguments.ways) + " |")
    print("|---" * (1 + len(arguments.ways)) + "|")
    for pair in read_pairs(arguments.pairs, arguments.size):
        made = [timed(WAYS[way], pair) for way in arguments.ways]
        scores.append([(structure(pair, picture), reached(judge, pair, picture), s) for picture, s in made])
        print_row(pair.name, scores[-1])
        cells = [("photo", pair.content), ("style", pair.style)]
        rows.append(cells + [(way, picture) for way, (picture, _) in zip(arguments.ways, made, strict=True)])
        if arguments.sheet:
            write_picture(arguments.sheet, sheet(rows))
    columns = zip(*scores, strict=True)
    print_row("median", [tuple(statistics.median(values) for values in zip(*each, strict=True)) for each in columns])


def read_pairs(folder: Path, size: int) -> Iterator[Pair]:
    """Read the pairs, their longer sides at most `size` pixels."""
    for path in sorted(folder.glob("*_content.jpg")):
        name = path.name.removesuffix("_content.jpg")
        content, style = read_image(path, size), read_image(folder / f"{name}_style.jpg", size)
        masks = [to_uint8(read_image(folder / f"{name}_{which}_mask.png")) for which in ("content", "style")]
        yield Pair(name, content, style, drawn_regions(content, style, *masks))


def timed(way: Callable[[Pair], np.ndarray], pair: Pair) -> tuple[np.ndarray, float]:
    """Return the picture and the processor's seconds, which other programs on the machine do not lengthen much."""
    began = time.process_time()
    return way(pair), time.process_time() - began


def structure(pair: Pair, picture: np.ndarray) -> float:
    """Return the SSIM of the edges' magnitudes, each divided by its mean: 1 for the photo itself."""
    edges = [sobel(each.mean(axis=-1)) for each in (pair.content, picture)]
    photo, own = (each / (each.mean() + 1e-6) for each in edges)
    return float(structural_similarity(photo, own, data_range=float(photo.max())))


def reached(judge: LossNetwork, pair: Pair, picture: np.ndarray) -> float:
    """Return the masked relative Gram loss, a mean over layers: 0 for the style itself."""
    style = RegionStyle(judge, pair.style, pair.regions[1], pair.regions[0], STYLE_LAYERS)
    return float(style.loss(judge(picture[None], STYLE_LAYERS)))


def print_row(name: str, scores: Iterable[tuple[float, ...]]) -> None:
    """Print one row of the table."""
    cells = [f"{kept:.3f}, {style:.3f}, {seconds:.1f}" for kept, style, seconds in scores]
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def sheet(rows: list[list[tuple[str, np.ndarray]]]) -> np.ndarray:
    """Lay the rows out at one height, white at their ends."""
    bands = []
    for row in rows:
        cells = [(label, _as_high(picture)) for label, picture in row]
        bands.append(np.concatenate([labelled_grid([[cell]]) for cell in cells], axis=1))
    width = max(band.shape[1] for band in bands)
    return np.concatenate(
        [np.pad(band, ((0, 4), (0, width - band.shape[1]), (0, 0)), constant_values=1) for band in bands]
    )


def _as_high(picture: np.ndarray) -> np.ndarray:
    width = round(picture.shape[1] * SHEET_HEIGHT / picture.shape[0])
    return resize(picture, SHEET_HEIGHT, width).clip(0.0, 1.0)


if __name__ == "__main__":
    main()
