"""Paint under the compact network and under the quarter-width VGG-19 in turn; score both under the latter."""

import argparse
import statistics
import time
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint
from algorithms.io.images import read_image, resize, to_uint8
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.perceptual.vgg import compact, from_file

OPTIONS = PaintOptions(optimiser="adam", steps=300, scales=1)

PAIRS = (
    ("08_content", "starry-night"),
    ("15_content", "great-wave"),
    ("24_content", "la-calanque"),
    ("33_content", "the-scream"),
    ("44_content", "woman-with-a-hat"),
    ("57_content", "composition-vii"),
)


def main() -> None:
    """Print a table and write the pictures side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", type=Path, required=True, help="vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder with the photos named in PAIRS")
    parser.add_argument("--styles", type=Path, required=True, help="folder with the paintings named in PAIRS")
    parser.add_argument("--sheet", type=Path, help="where the contact sheet goes")
    parser.add_argument("--size", type=int, default=400)
    arguments = parser.parse_args()
    teacher, ours = from_file(arguments.teacher), compact()
    rows, ratios = [], []
    print(f"| photo | style | teacher's {OPTIONS.steps} steps | ours | ratio | seconds, teacher | seconds, ours |")
    print("|---|---|---|---|---|---|---|")
    for photo_name, style_name in PAIRS:
        photo = read_image(arguments.photos / f"{photo_name}.jpg", arguments.size)
        style = read_image(arguments.styles / f"{style_name}.jpg", arguments.size)
        theirs, their_seconds = _timed(teacher, photo, style)
        mine, my_seconds = _timed(ours, photo, style)
        scores = [objective(teacher, picture, photo, style) for picture in (theirs, mine)]
        ratios.append(scores[1] / scores[0])
        rows.append([theirs, mine])
        print(
            f"| {photo_name} | {style_name} | {scores[0]:.3f} | {scores[1]:.3f} | {ratios[-1]:.3f} "
            f"| {their_seconds:.1f} | {my_seconds:.1f} |",
            flush=True,
        )
    print(f"\nmean ratio {statistics.mean(ratios):.3f}")
    if arguments.sheet:
        _write_sheet(rows, arguments.sheet)


def objective(network: LossNetwork, picture: np.ndarray, photo: np.ndarray, style: np.ndarray) -> float:
    """Return what `gatys.paint` minimises, for a finished picture."""
    o = OPTIONS
    features = network(picture[None], {*o.content_layers, *o.style_layers})
    contents, styles = network(photo[None], o.content_layers), network(style[None], o.style_layers)
    content = np.mean([content_loss(features[layer], contents[layer])[0] for layer in o.content_layers])
    gram = np.mean([style_loss(features[layer], gram_matrix(styles[layer])[0])[0] for layer in o.style_layers])
    tv = total_variation(picture[None])[0]
    return float(o.content_weight * content + o.style_weight * gram + o.tv_weight * tv)


def _timed(network: LossNetwork, photo: np.ndarray, style: np.ndarray) -> tuple[np.ndarray, float]:
    start = time.perf_counter()
    *_, last = paint(network, photo, [style], OPTIONS)
    return last.picture, time.perf_counter() - start


def _write_sheet(rows: list[list[np.ndarray]], path: Path, height: int = 200, width: int = 300) -> None:
    cells = [np.concatenate([resize(picture, height, width) for picture in row], axis=1) for row in rows]
    Image.fromarray(to_uint8(np.concatenate(cells))).save(path)


if __name__ == "__main__":
    main()
