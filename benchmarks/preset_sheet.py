"""A sheet of every preset's picture of one photo, under VGG-19 as far as it is given and under the compact network.

What --exact lacks is the compact network's, at VGG-19's sizes and numbers of activations (`perceptual/standing_in.py`).
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.gatys.paint import paint
from algorithms.io.images import read_image, resize
from algorithms.io.picture_file import write_picture
from algorithms.luan.relight import relight
from algorithms.optimise.multiscale import DescentProgress
from algorithms.optimise.optimisers import EVALUATIONS
from algorithms.optimise.record import labelled_grid
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.standing_in import in_place_of_vgg19
from algorithms.perceptual.vgg import compact, loss_network
from algorithms.recipes.presets import PHOTO_PRESETS, PRESETS, Preset

Row = list[tuple[str, np.ndarray]]
RECIPES: dict[str, Preset[Any]] = {**PRESETS, **{f"relight {name}": each for name, each in PHOTO_PRESETS.items()}}


@dataclass(frozen=True)
class Completed(LossNetwork):
    """A network's first layers, and another's for the rest."""

    exact: LossNetwork | None = None

    def __call__(self, images: Any, layers: Iterable[str]) -> dict[str, Any]:
        """Compute each layer by the network it belongs to."""
        assert self.exact is not None
        wanted = set(layers)
        own = wanted & set(self.exact.layers)
        found = {**(self.exact(images, own) if own else {}), **(super().__call__(images, wanted - own))}
        return {name: found[name] for name in self.layers if name in found}


def main() -> None:
    """Write the sheet, a row for each preset, and say how colourful and how steep each picture is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--exact", type=Path, help="a file of VGG-19, or of its first layers; without it, no such column"
    )
    parser.add_argument("--photo", type=Path, required=True)
    parser.add_argument("--style", type=Path, required=True, help="a painting")
    parser.add_argument("--light", type=Path, required=True, help="a photo, for the photographic presets")
    parser.add_argument("--out", type=Path, required=True, help=".png or .jpg")
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--evaluations", type=int, default=1000, help="at most, where the source has more")
    parser.add_argument("--exact-evaluations", type=int, default=300, help="the same, under VGG-19")
    parser.add_argument("--presets", nargs="+", choices=RECIPES, default=list(RECIPES), help="rows (default: all)")
    parser.add_argument("--without-compact", action="store_true", help="only the column of --exact")
    given = parser.parse_args()
    photo, style, light = (read_image(path, given.size) for path in (given.photo, given.style, given.light))
    models = {name: light if name.startswith("relight") else style for name in given.presets}
    rows = {name: [("photo", photo), (name, resize(model, *photo.shape[:2]))] for name, model in models.items()}
    for kind in [*([] if given.without_compact else ["compact"]), *(["exact"] if given.exact else [])]:
        for name, model in models.items():
            steps, picture = _painted(given, RECIPES[name], kind == "exact", photo, model)
            rows[name].append((f"{kind}, {steps} steps", picture))
            print(f"{name}, {kind}, {steps} steps: {_seen(picture, photo)}", flush=True)
            _write(given.out, list(rows.values()))


def _write(path: Path, rows: list[Row]) -> None:
    columns = max(map(len, rows))
    white = "", np.ones_like(rows[0][0][1])
    write_picture(path, labelled_grid([row + [white] * (columns - len(row)) for row in rows]))


def _painted(
    given: argparse.Namespace, preset: Preset[Any], exact: bool, photo: np.ndarray, style: np.ndarray
) -> tuple[int, np.ndarray]:
    evaluations = EVALUATIONS if preset.options.optimiser == "l-bfgs-20" else 1
    most = given.exact_evaluations if exact else given.evaluations
    options = replace(preset.options, steps=min(preset.options.steps, most // evaluations))
    network = compact(preset.pooling)
    if exact:
        vgg = loss_network(str(given.exact), preset.pooling)
        if {*options.content_layers, *options.style_layers} <= set(vgg.layers):
            network = vgg
        else:
            network, options = in_place_of_vgg19(network, options)
            network = Completed(**vars(network), exact=vgg)
    *_, last = _started(network, photo, style, options)
    return options.steps, last.picture


def _started(network: LossNetwork, photo: np.ndarray, style: np.ndarray, options: Any) -> Iterator[DescentProgress]:
    if hasattr(options, "optimise"):
        return relight(network, photo, style, options)
    return paint(network, photo, [style], options)


def _seen(picture: np.ndarray, photo: np.ndarray) -> str:
    """Say how colourful and how sharp a picture is, each as a multiple of the photo's own."""
    colour, steepness = (
        [measure(each) for each in (picture, photo)] for measure in (lambda p: p.std(axis=-1).mean(), _steepness)
    )
    return f"colour {colour[0] / colour[1]:.2f}, steepness {steepness[0] / steepness[1]:.2f}"


def _steepness(picture: np.ndarray) -> float:
    grey = picture.mean(axis=-1)
    return float(np.abs(np.diff(grey, axis=0)).mean() + np.abs(np.diff(grey, axis=1)).mean())


if __name__ == "__main__":
    main()
