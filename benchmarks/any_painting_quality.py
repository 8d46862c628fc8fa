"""Score ours and published networks on paintings that took no part in training, and draw a sheet."""

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.io.images import image_files, read_image, resize, to_uint8
from algorithms.johnson.encode_style import params_of_painting
from algorithms.johnson.microast import MicroAst, in_cells
from algorithms.johnson.painter import painter_of_file
from algorithms.perceptual.vgg import from_file
from algorithms.styles.catalogue import PAINTER_FILE
from benchmarks.painter_quality import COLUMNS, Judge
from benchmarks.universal_style_transfer import UniversalStyleTransfer

PHOTO_SIDE, STYLE_SIDE, CELL = 384, 512, 16
SHOWN = 160  # pixels: the height of a picture on the sheet
Way = Callable[[np.ndarray, np.ndarray], np.ndarray]


def main() -> None:
    """Print a table of medians over all pairs, and write the sheet: each painting, one of the photos, all ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", type=Path, required=True, help="folder with microast.npz and wct_16x.npz")
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder of held-out photos")
    parser.add_argument("--paintings", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=Path(__file__).with_name("held-out-paintings.txt"))
    parser.add_argument("--most", type=int, default=6, help="photos")
    parser.add_argument("--sheet", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    judge = Judge(from_file(arguments.judge))
    ways = {
        "ours": _ours(),
        "MicroAST": _micro_ast(arguments.rivals / "microast.npz"),
        "universal style transfer": UniversalStyleTransfer(arguments.rivals / "wct_16x.npz").paint,
    }
    photos = [in_cells(read_image(path, PHOTO_SIDE), CELL) for path in image_files(arguments.photos)[: arguments.most]]
    seen = [judge.seen(photo) for photo in photos]
    scores: dict[str, list[list[float]]] = {name: [] for name in ways}
    rows: list[list[np.ndarray]] = []
    for number, name in enumerate(arguments.names.read_text().split()):
        painting = in_cells(read_image(arguments.paintings / name, STYLE_SIDE), CELL)
        wanted = judge.style(painting)
        for place, photo in enumerate(photos):
            painted = [way(photo, painting) for way in ways.values()]
            for way, picture in zip(ways, painted, strict=True):
                scores[way].append(judge.score(picture, seen[place], wanted))
            if place == number % len(photos):
                rows.append([painting, photo, *painted])
    print(f"| painter | {' | '.join(COLUMNS)} |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for way, found in scores.items():
        medians = [statistics.median(column) for column in zip(*found, strict=True)]
        print(f"| {way} | {' | '.join(f'{value:.3f}' for value in medians)} |")
    if arguments.sheet:
        _sheet(rows).save(arguments.sheet, quality=88)


def _ours() -> Way:
    painter = painter_of_file(PAINTER_FILE)
    return lambda photo, painting: painter.paint(photo, painter.fold_statistics(photo, params_of_painting(painting)))


def _micro_ast(file: Path) -> Way:
    network = MicroAst(file)
    return lambda photo, painting: np.asarray(network(photo[None], network.styles(painting[None])))[0]


def _sheet(rows: list[list[np.ndarray]]) -> Image.Image:
    widths = [max(round(row[place].shape[1] * SHOWN / row[place].shape[0]) for row in rows) for place in range(5)]
    sheet = Image.new("RGB", (sum(widths) + 4 * len(widths), len(rows) * (SHOWN + 4)), "white")
    for line, row in enumerate(rows):
        for place, picture in enumerate(row):
            small = resize(picture, SHOWN, round(picture.shape[1] * SHOWN / picture.shape[0]))
            left = sum(widths[:place]) + 4 * place
            sheet.paste(Image.fromarray(to_uint8(small)), (left, line * (SHOWN + 4)))
    return sheet


if __name__ == "__main__":
    main()
