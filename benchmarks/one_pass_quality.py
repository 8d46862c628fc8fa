"""Score the one-pass painter beside today's, as `benchmarks.painter_quality` scores today's beside published ones."""

import argparse
import statistics
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from algorithms.io.images import image_files, read_image, to_float, to_uint8
from algorithms.johnson.one_pass_file import read_one_pass
from algorithms.johnson.one_pass_painter import OnePassPainter
from algorithms.johnson.stylize import stylize
from algorithms.perceptual.vgg import from_file
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions
from benchmarks.painter_quality import Judge


def main() -> None:
    """Print a table: medians over the photos of each loss and of J, and last those over all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True, help="of train_one_pass")
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder of held-out photos")
    parser.add_argument("--styles", type=Path, required=True, help="folder with SLUG.jpg")
    parser.add_argument("--only", nargs="*", metavar="SLUG", help="these styles instead of all")
    parser.add_argument("--most", type=int, help="so many photos instead of all")
    arguments = parser.parse_args()
    judge, file = Judge(from_file(arguments.judge)), read_one_pass(arguments.network)
    painter = OnePassPainter(file.network)
    photos = [read_image(path, 384) for path in image_files(arguments.photos)[: arguments.most]]
    seen = [judge.seen(photo) for photo in photos]
    every: dict[str, list[list[float]]] = {"today's": [], "one pass": []}
    print("| style | painter | content relu3_3 | content relu4_2 | style | J |")
    print("|---|---|---|---|---|---|")
    for style in styles_of("painting"):
        if arguments.only and style.slug not in arguments.only:
            continue
        grams = judge.grams(read_image(arguments.styles / f"{style.slug}.jpg", 512))
        options = FastOptions(styles={style.slug: 100})
        painted = {
            "today's": [to_float(stylize(to_uint8(photo), options)) for photo in photos],
            "one pass": [painted_by(painter, photo, file.style_params[style.row]) for photo in photos],
        }
        for name, pictures in painted.items():
            scores = [judge.score(picture, kept, grams) for picture, kept in zip(pictures, seen, strict=True)]
            every[name] += scores
            _print_row(style.slug, name, scores)
    for name, scores in every.items():
        _print_row("all", name, scores)


def painted_by(painter: OnePassPainter, photo: np.ndarray, style_params: np.ndarray) -> np.ndarray:
    """Paint a photo in one style."""
    return painter.paint(photo, painter.fold_statistics(photo, style_params))


def _print_row(slug: str, painter: str, scores: Iterable[list[float]]) -> None:
    medians = [statistics.median(column) for column in zip(*scores, strict=True)]
    print(f"| {slug} | {painter} | {' | '.join(f'{value:.3f}' for value in medians)} |", flush=True)


if __name__ == "__main__":
    main()
