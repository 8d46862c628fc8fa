"""Compare our VGG-19 with Keras' own, both with the exact ImageNet weights of blocks 1 to 3."""

import argparse
from pathlib import Path

import keras
import numpy as np
from skimage.data import astronaut

from algorithms.io.images import to_float
from algorithms.io.weights_file import read_weights
from algorithms.perceptual.vgg import from_file

LAYERS = {"relu1_1": "block1_conv1", "relu2_1": "block2_conv1", "relu3_1": "block3_conv1"}


def main() -> None:
    """Print a table: the largest difference of any unit, and the largest activation, of each layer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=Path, required=True, help="vgg19_blocks_1_to_3.npz, under Keras' names")
    exact = parser.parse_args().exact
    photo = to_float(astronaut())[None]
    ours = from_file(exact)(photo, LAYERS)
    theirs = _keras_vgg19(read_weights(exact))(keras.applications.vgg19.preprocess_input(255 * photo))
    print("| layer | largest difference | largest activation | ratio |\n|---|---|---|---|")
    for (layer, our), their in zip(ours.items(), theirs, strict=True):
        difference, largest = float(np.max(np.abs(our - their))), float(np.max(their))
        print(f"| {layer} | {difference:.2e} | {largest:.0f} | {difference / largest:.1e} |")


def _keras_vgg19(arrays: dict[str, np.ndarray]) -> keras.Model:
    """Return Keras' own network with those weights, as far as they go."""
    model = keras.applications.VGG19(weights=None, include_top=False)
    for name in {key.partition("/")[0] for key in arrays}:
        model.get_layer(name).set_weights([arrays[f"{name}/kernel"], arrays[f"{name}/bias"]])
    return keras.Model(model.input, [model.get_layer(name).output for name in LAYERS.values()])


if __name__ == "__main__":
    main()
