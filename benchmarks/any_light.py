"""Any light in one pass: what it keeps of the photo, what it reaches of the reference, and how much it glows.

`python -m benchmarks.any_light --pairs DATA/photo_pairs --judge DATA/vgg19_16x/vgg19_16x_relu5_1.npz`: the pairs of
`benchmarks.photographic`, judged within their hand-made masks; the regions that all ways use are found by the parser.
The reference is known only as its vector.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from scipy.ndimage import maximum_filter, uniform_filter
from skimage.filters import sobel

from algorithms.grading.grade import in_light_of
from algorithms.grading.light import light_of, working_copy
from algorithms.grading.light_network import shipped_light_net
from algorithms.grading.relit import network_picture
from algorithms.io.images import resize
from algorithms.io.picture_file import write_picture
from algorithms.luan.relight import relight
from algorithms.perceptual.vgg import compact, from_file
from benchmarks.photographic import Pair, reached, read_pairs, sheet, structure, unchanged
from segmentation.parse import parse, parse_pair

NEAR = 20  # pixels from a strong edge
STRONG, FLAT = 0.15, 0.01  # gradient of an edge, and standard deviation of a flat place


def ours(pair: Pair) -> np.ndarray:
    """Return the photo in the light of the reference's vector."""
    return in_light_of(pair.content, pair.style, parse)


def network(pair: Pair) -> np.ndarray:
    """Return the network's own picture, as PCA-KD has it, with the same regions."""
    small, net = working_copy(pair.content), shipped_light_net()
    picture = network_picture(net, small, light_of(net, pair.style, parse(pair.style)), parse(small))
    resized: np.ndarray = np.clip(resize(picture, *pair.content.shape[:2]), 0.0, 1.0)
    return resized


def slow_way(pair: Pair) -> np.ndarray:
    """Relight with the defaults of the slow way and the regions that it finds."""
    found = parse_pair(pair.content, pair.style)
    begin = in_light_of(pair.content, pair.style, parse)
    *_, last = relight(compact(), pair.content, pair.style, regions=(found.content, found.style), fast=begin)
    return last.picture


WAYS: dict[str, Callable[[Pair], np.ndarray]] = {
    "none": unchanged,
    "ours": ours,
    "network": network,
    "slow": slow_way,
}


def main() -> None:
    """Print a row for each pair, then the medians; write the sheet after each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with the pairs")
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=["ours", "network"])
    parser.add_argument("--size", type=int, default=384)
    parser.add_argument("--sheet", type=Path, help="photo, style and results side by side, as .jpg")
    given = parser.parse_args()
    judge, rows, scores = from_file(given.judge), [], []
    print("| pair | " + " | ".join(f"{way}: structure, style, halo, s" for way in given.ways) + " |")
    print("|---" * (1 + len(given.ways)) + "|")
    for pair in read_pairs(given.pairs, given.size):
        cells, row = [("photo", pair.content), ("style", pair.style)], []
        for way in given.ways:
            began = time.process_time()
            picture = WAYS[way](pair)
            seconds = time.process_time() - began
            row.append((structure(pair, picture), reached(judge, pair, picture), halo(pair.content, picture), seconds))
            cells.append((way, picture))
        _print_row(pair.name, row)
        scores.append(row)
        rows.append(cells)
        if given.sheet:
            write_picture(given.sheet, sheet(rows))
    columns = zip(*scores, strict=True)
    _print_row("median", [tuple(statistics.median(values) for values in zip(*each, strict=True)) for each in columns])


def halo(photo: np.ndarray, picture: np.ndarray) -> float:
    """Measure light that a picture has and the photo has not, near strong edges where the photo is flat.

    The mean slope of the picture's brightness there, in 256ths a pixel, less the photo's own; 0 without such a place.
    """
    grey, lit = photo.mean(axis=-1), picture.mean(axis=-1)
    spread = np.sqrt(np.maximum(uniform_filter(grey**2, 5) - uniform_filter(grey, 5) ** 2, 0.0))
    near = maximum_filter(sobel(grey), 2 * NEAR + 1) > STRONG
    flat = near & (maximum_filter(spread, 5) < FLAT)
    smooth = [np.hypot(*np.gradient(uniform_filter(each, 5))) for each in (lit, grey)]
    return float(256 * (smooth[0] - smooth[1])[flat].mean()) if flat.any() else 0.0


def _print_row(name: str, scores: Iterable[tuple[float, ...]]) -> None:
    cells = [f"{kept:.3f}, {style:.3f}, {glow:.2f}, {s:.1f}" for kept, style, glow, s in scores]
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
