"""Measure how many times larger VGG-19's activations are than the compact network's (`vgg.COMPACT_GAINS`)."""

import argparse
from pathlib import Path

import numpy as np

from algorithms.io.images import read_image
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import compact, from_file


def main() -> None:
    """Print a table: root mean squares after the ReLU, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=Path, required=True, help="vgg19_blocks_1_to_3.npz, or all of VGG-19")
    parser.add_argument("--pictures", type=Path, nargs="+", required=True, help="photos and paintings")
    parser.add_argument("--size", type=int, default=160)
    arguments = parser.parse_args()
    pictures = [read_image(path, arguments.size) for path in arguments.pictures]
    exact, ours = (_sizes(network, pictures) for network in (from_file(arguments.exact), compact()))
    print("| layer | VGG-19 | compact | gain |\n|---|---|---|---|")
    for layer in (name for name in exact if name in ours):
        print(f"| {layer} | {exact[layer]:.1f} | {ours[layer]:.2f} | {exact[layer] / ours[layer]:.3g} |")


def _sizes(network: LossNetwork, pictures: list[np.ndarray]) -> dict[str, float]:
    """Return the root mean square of each layer after its ReLU, over all pictures."""
    layers = [name for name in network.layers if name.startswith("relu")]
    squares: dict[str, list[float]] = {name: [] for name in layers}
    for picture in pictures:
        for name, found in network(picture[None], layers).items():
            squares[name].append(float(np.square(found).mean()))
    return {name: float(np.mean(each)) ** 0.5 for name, each in squares.items()}


if __name__ == "__main__":
    main()
