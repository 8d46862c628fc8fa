"""Make the figures of the sources again, each by one command: sweeps of the Keras script, figures of the thesis.

Figures 3.5 and 4.4 of the thesis, the losses of its trainings, are what `manage.py train_painter --preset thesis
--log-dir` and `manage.py train_photo --log-dir` log.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint, synthesise_texture
from algorithms.io.images import read_image, resize
from algorithms.io.picture_file import write_picture
from algorithms.optimise.record import labelled_grid
from algorithms.perceptual.vgg import loss_network
from algorithms.recipes.presets import PRESETS, STYLE_LAYERS, Preset

Cells = list[list[tuple[str, np.ndarray]]]

KERAS, THESIS = PRESETS["keras-lbfgs"], PRESETS["thesis"]
SWEEPS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "content": [(f"content {weight}", {"content_weight": weight}) for weight in (0.1, 1.0, 5.0, 10.0)],
    "style": [(f"style {weight:g}", {"style_weight": weight}) for weight in (1.0, 100.0)],
    "variation": [(f"variation {weight:g}", {"tv_weight": weight}) for weight in (1.0, 5.0, 10.0)],
    "layers": [(layer, {"style_layers": (layer,), "style_layer_weights": (1.0,)}) for layer in STYLE_LAYERS],
    "layer-weights": [
        ("all layers alike", {"style_layer_weights": (1.0,) * 5}),
        ("0.5 0.5 0.4 0.4 1", {"style_layer_weights": (0.5, 0.5, 0.4, 0.4, 1.0)}),
    ],
}


def main() -> None:
    """Write one figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figure", choices=(*SWEEPS, *THESIS_FIGURES))
    parser.add_argument("--photo", type=Path, required=True)
    parser.add_argument("--styles", type=Path, nargs="+", required=True, help="the first is that of the sweeps")
    parser.add_argument("--out", type=Path, required=True, help=".png or .jpg")
    parser.add_argument("--network", help="as of paint (default: the source's)")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--steps", type=int, help="default: the source's")
    given = parser.parse_args()
    photo = read_image(given.photo, given.size)
    styles = [read_image(path, given.size) for path in given.styles]
    if given.figure in SWEEPS:
        cells = [[_painted(given, KERAS, label, photo, styles[0], **change) for label, change in SWEEPS[given.figure]]]
    else:
        cells = THESIS_FIGURES[given.figure](given, photo, styles)
    write_picture(given.out, labelled_grid(cells))


def _painted(
    given: argparse.Namespace,
    preset: Preset[PaintOptions],
    label: str,
    photo: np.ndarray,
    style: np.ndarray,
    **change: Any,
) -> tuple[str, np.ndarray]:
    options = replace(preset.options, steps=given.steps or preset.options.steps, **change)
    *_, last = paint(loss_network(given.network or preset.network, preset.pooling), photo, [style], options)
    return label, last.picture


def _reconstructions(given: argparse.Namespace, photo: np.ndarray, styles: Sequence[np.ndarray]) -> Cells:
    """Figure 1.5: the style from conv1_1, then from one layer more each time; the content from convN_2 alone."""
    layers = [f"conv{block}_1" for block in range(1, 6)]
    network = loss_network(given.network or THESIS.network, THESIS.pooling)
    options = replace(THESIS.options, steps=given.steps or THESIS.options.steps, start="noise")
    height, width, _ = photo.shape
    above = []
    for count in range(1, 6):
        own = replace(options, style_layers=tuple(layers[:count]))
        *_, last = synthesise_texture(network, styles[:1], height, width, own)
        above.append((f"style to {layers[count - 1]}", last.picture))
    below = []
    for block in range(1, 6):
        own = replace(options, style_weight=0.0, tv_weight=0.0, content_layers=(f"conv{block}_2",))
        *_, last = paint(network, photo, styles[:1], own)
        below.append((f"content of conv{block}_2", last.picture))
    return [above, below]


def _paintings(given: argparse.Namespace, photo: np.ndarray, styles: Sequence[np.ndarray]) -> Cells:
    """Figure 3.2: a photo in several styles; with photos as styles it is figure 4.1, which shows what they distort."""
    row = [("photo", photo)]
    for number, style in enumerate(styles, 1):
        row += [
            (f"style {number}", resize(style, *photo.shape[:2])),
            _painted(given, THESIS, f"painted {number}", photo, style),
        ]
    return [row]


THESIS_FIGURES: dict[str, Callable[[argparse.Namespace, np.ndarray, Sequence[np.ndarray]], Cells]] = {
    "1.5": _reconstructions,
    "3.2": _paintings,
    "4.1": _paintings,
}


if __name__ == "__main__":
    main()
