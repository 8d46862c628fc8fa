"""Painting by neighbours beside painting by Gram matrices, on twelve pairs: time, memory, losses, a sheet.

Each picture is judged by both: `gram` is the style loss of `gatys`, `content` its content loss, and `strokes` the mean
distance of the picture's features, layer by layer, from the style's nearest. Smaller is nearer.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.gatys.objective import paint_objective
from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint
from algorithms.io.images import read_image, resize, to_uint8
from algorithms.neighbours.columns import ColumnFeatures, split_columns
from algorithms.neighbours.objective import NeighbourLoss
from algorithms.neighbours.options import NeighbourOptions
from algorithms.neighbours.paint import paint_by_neighbours
from algorithms.neighbours.pools import StylePicture, style_pools
from algorithms.optimise.multiscale import DescentProgress
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import compact
from benchmarks.compact_network import PAIRS

TWELVE = (
    *PAIRS,
    ("11_content", "portrait-of-metzinger"),
    ("03_content", "street-berlin"),
    ("29_content", "udnie"),
    ("50_content", "water-lilies"),
    ("19_content", "boulevard-montmartre-night"),
    ("38_content", "adele-bloch-bauer"),
)
WAYS: dict[str, Callable[..., Iterator[DescentProgress]]] = {"gatys": paint, "neighbours": paint_by_neighbours}
CELL = 180  # height of a picture on the sheet, in pixels


def main() -> None:
    """Print a table and write the pictures: photo, painting, by Gram matrices, by neighbours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder with the photos named in TWELVE")
    parser.add_argument("--styles", type=Path, required=True, help="folder with the paintings named in TWELVE")
    parser.add_argument("--sheet", type=Path, help="where the contact sheet goes")
    parser.add_argument("--pairs", type=int, nargs="+", default=range(len(TWELVE)), help="numbers, from 0")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--size", type=int, default=384)
    given = parser.parse_args()
    network, rows = compact("average"), []
    print(f"| photo | style | way | CPU s | wall s | peak MB | gram | content | strokes |\n{'|---' * 9}|")
    for photo_name, style_name in [TWELVE[number] for number in given.pairs]:
        photo = read_image(given.photos / f"{photo_name}.jpg", given.size)
        style = read_image(given.styles / f"{style_name}.jpg", given.size)
        rows.append([photo, style])
        for way in given.ways:
            picture, figures = _measured(WAYS[way](network, photo, [style]))
            figures += _judged(network, picture, photo, style)
            print(f"| {photo_name} | {style_name} | {way} | {' | '.join(figures)} |", flush=True)
            rows[-1].append(picture)
        if given.sheet:
            _write_sheet(rows, given.sheet)


def _measured(progress: Iterator[DescentProgress]) -> tuple[np.ndarray, list[str]]:
    """Return the finished picture, its CPU and wall seconds, and the most memory that the process had meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    cpu, wall = time.process_time(), time.perf_counter()
    *_, last = progress
    picture = last.picture
    seconds = time.process_time() - cpu, time.perf_counter() - wall
    (peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return picture, [f"{seconds[0]:.0f}", f"{seconds[1]:.0f}", f"{int(peak.split()[1]) / 1024:.0f}"]


def _judged(network: LossNetwork, picture: np.ndarray, photo: np.ndarray, style: np.ndarray) -> list[str]:
    size = photo.shape[:2]
    losses, _ = paint_objective(network, photo, [style], PaintOptions(), size)(picture)
    options = NeighbourOptions()
    features = ColumnFeatures(network, split_columns(options.layers))
    whole: Callable[[np.ndarray], np.ndarray] = lambda each: np.ones((*each.shape[:2], 1), "float32")  # noqa: E731
    pools = style_pools(features, [StylePicture(style, whole(style), 1.0)], options.tile, 0)
    strokes, _ = NeighbourLoss(features).towards(picture, whole(picture), pools, options.tile)(picture)
    return [f"{losses['style']:.3f}", f"{losses['content']:.2f}", f"{strokes['style']:.3f}"]


def _write_sheet(rows: list[list[np.ndarray]], path: Path) -> None:
    strips = []
    for row in rows:
        cells = [resize(picture, CELL, round(picture.shape[1] * CELL / picture.shape[0])) for picture in row]
        strips.append(np.concatenate(cells, axis=1))
    width = max(strip.shape[1] for strip in strips)
    padded = [np.pad(strip, ((0, 2), (0, width - strip.shape[1]), (0, 0)), constant_values=1.0) for strip in strips]
    Image.fromarray(to_uint8(np.concatenate(padded))).save(path, quality=85)


if __name__ == "__main__":
    main()
