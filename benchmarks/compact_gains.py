"""Measure how many times larger VGG-19's activations are than the compact network's (`vgg.COMPACT_GAINS`).

By root mean squares; the first layers of the blocks, which make the sources' styles, by their Gram matrices. For layers
that --exact lacks, give the pictures of github.com/jcjohnson/neural-style: its INSTALL.md prints the whole network's
losses at the first iteration.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from algorithms.io.images import read_image
from algorithms.optimise.start import IMAGENET_MEAN
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import gram_matrix
from algorithms.perceptual.standing_in import COPIES
from algorithms.perceptual.vgg import compact, from_file

PRINTED_SIZE = 512
PRINTED_CONTENT = 2091178.59 / 5  # at relu4_2, less its weight: the mean square of the difference from grey
PRINTED_STYLE = {  # less their weight, 100: mean squares of Gram matrices, divided by their channels
    "relu1_1": 300.21, "relu2_1": 7003.50, "relu3_1": 1530.33, "relu4_1": 124046.35, "relu5_1": 6.57,
}  # fmt: skip


def main() -> None:
    """Print a table: the size of each layer's activations in both networks, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=Path, required=True, help="vgg19_blocks_1_to_3.npz, or all of VGG-19")
    parser.add_argument("--pictures", type=Path, nargs="+", required=True, help="photos and paintings")
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--tubingen", type=Path, help="neural-style's examples/inputs/tubingen.jpg")
    parser.add_argument("--nude", type=Path, help="neural-style's examples/inputs/seated-nude.jpg")
    given = parser.parse_args()
    pictures = [read_image(path, given.size) for path in given.pictures]
    exact, ours = from_file(given.exact), compact()
    print("| layer | by | VGG-19 | compact | gain |\n|---|---|---|---|---|")
    for layer in (name for name in exact.layers if name in ours.layers and name.startswith("relu")):
        size, by = (_gram_size, "Gram matrix") if layer.endswith("_1") else (_square, "activations")
        _row(layer, by, _mean(exact, pictures, layer, size), _mean(ours, pictures, layer, size))
    if given.tubingen and given.nude:
        _printed(ours, read_image(given.tubingen, PRINTED_SIZE), read_image(given.nude, PRINTED_SIZE))


def _row(layer: str, by: str, exact: float, ours: float) -> None:
    print(f"| {layer} | {by} | {exact:.1f} | {ours:.2f} | {exact / ours:.3g} |")


def _printed(ours: LossNetwork, photo: np.ndarray, painting: np.ndarray) -> None:
    """Print the gains by neural-style's losses of a grey picture: to the painting by style, to the photo by content."""
    for layer, loss in PRINTED_STYLE.items():
        activations = np.asarray(ours(painting[None], [layer])[layer])
        channels = COPIES * activations.shape[-1]
        _row(layer, "neural-style's loss", (loss * channels**2) ** 0.25, _gram_size(activations) ** 0.5)
    grey = np.broadcast_to(IMAGENET_MEAN, photo.shape)
    seen, nothing = (np.asarray(ours(picture[None], ["relu4_2"])["relu4_2"]) for picture in (photo, grey))
    _row("relu4_2", "neural-style's loss", PRINTED_CONTENT**0.5, _square(seen - nothing) ** 0.5)


def _mean(network: LossNetwork, pictures: list[np.ndarray], layer: str, size: Callable[[np.ndarray], float]) -> float:
    """Return the root of the mean over all pictures."""
    squares = [size(np.asarray(network(each[None], [layer])[layer])) for each in pictures]
    return float(np.sqrt(np.mean(squares)))


def _square(activations: np.ndarray) -> float:
    return float(np.square(activations).mean())


def _gram_size(activations: np.ndarray) -> float:
    """Return the norm of the Gram matrix by its channels: the same when each channel is repeated."""
    return float(np.linalg.norm(gram_matrix(activations)[0]) / activations.shape[-1])


if __name__ == "__main__":
    main()
