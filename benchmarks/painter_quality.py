"""Score our painter, published one-style painters and slow painting on photos that none was trained on."""

import argparse
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from algorithms.catalogue import styles_of
from algorithms.fast_options import FastOptions
from algorithms.features import LossNetwork, from_file
from algorithms.images import image_files, read_image, to_float, to_uint8
from algorithms.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.stylize import stylize
from algorithms.train_fast import CONTENT_LAYERS, STYLE_LAYERS
from algorithms.weights_file import read_weights

LAYERS = {*CONTENT_LAYERS, *STYLE_LAYERS}
MOST_STEPS = 200
LEARNING_RATE = 0.02


@dataclass(frozen=True)
class Judge:
    """J = (relu3_3 + relu4_2) / 2 + 10 × style + 2 × total variation, of pictures of one photo in one style."""

    network: LossNetwork
    photo: np.ndarray
    grams: dict[str, np.ndarray]

    def parts(self) -> Callable[[tf.Tensor], list[tf.Tensor]]:
        """Return the function of a picture (1, H, W, 3) that computes both content losses, style and J."""
        theirs = self.network(self.photo[None], CONTENT_LAYERS)

        def parts(picture: tf.Tensor) -> list[tf.Tensor]:
            ours = self.network(picture, LAYERS)
            content = [content_loss(ours[layer], theirs[layer])[0] for layer in CONTENT_LAYERS]
            style = sum(style_loss(ours[layer], self.grams[layer])[0] for layer in STYLE_LAYERS) / len(STYLE_LAYERS)
            objective = sum(content) / len(content) + 10 * style + 2 * total_variation(picture)[0]
            return [*content, style, objective]

        compiled: Callable[[tf.Tensor], list[tf.Tensor]] = tf.function(parts)
        return compiled

    def score(self, picture: np.ndarray) -> list[float]:
        """Return both content losses, style and J."""
        return [float(part) for part in self.parts()(ops.convert_to_tensor(picture[None]))]

    def slow_steps(self, goal: float) -> int:
        """Return how many steps slow painting (Adam, from the photo) needs to come down to that J."""
        picture = tf.Variable(self.photo[None])
        optimizer = keras.optimizers.Adam(LEARNING_RATE)
        parts = self.parts()

        @tf.function  # type: ignore[untyped-decorator]
        def step() -> tf.Tensor:
            with tf.GradientTape() as tape:
                objective = parts(picture)[-1]
            optimizer.apply_gradients([(tape.gradient(objective, picture), picture)])
            picture.assign(tf.clip_by_value(picture, 0.0, 1.0))
            return objective

        return next((number for number in range(MOST_STEPS) if float(step()) <= goal), MOST_STEPS)


def main() -> None:
    """Print a table: medians over the photos of each loss, for ours and, where there is one, the published painter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder of held-out photos")
    parser.add_argument("--styles", type=Path, required=True, help="folder with SLUG.jpg")
    parser.add_argument("--painters", type=Path, required=True, help="folder with published painters, SLUG.npz")
    arguments = parser.parse_args()
    network = from_file(arguments.judge)
    photos = [read_image(path, 384) for path in image_files(arguments.photos)]
    print("| style | painter | content relu3_3 | content relu4_2 | style | J | steps of slow painting |")
    print("|---|---|---|---|---|---|---|")
    every_steps = []
    for style in styles_of("painting"):
        grams = _grams(network, read_image(arguments.styles / f"{style.slug}.jpg", 512))
        judges = [Judge(network, photo, grams) for photo in photos]
        options = FastOptions(styles={style.slug: 100})
        scores = [judge.score(to_float(stylize(to_uint8(judge.photo), options))) for judge in judges]
        steps = [judge.slow_steps(score[-1]) for judge, score in zip(judges, scores, strict=True)]
        every_steps += steps
        _print_row(style.slug, "ours", scores, f"{statistics.median(steps):.0f}")
        published = arguments.painters / f"{style.slug}.npz"
        if published.exists():
            arrays = read_weights(published)
            _print_row(style.slug, "published", [judge.score(_published(arrays, judge.photo)) for judge in judges], "")
    print(
        f"\nSteps of slow painting, over all {len(every_steps)} pictures: median {statistics.median(every_steps):.0f}"
    )


def _print_row(slug: str, painter: str, scores: list[list[float]], steps: str) -> None:
    medians = [statistics.median(column) for column in zip(*scores, strict=True)]
    print(f"| {slug} | {painter} | {' | '.join(f'{value:.3f}' for value in medians)} | {steps} |", flush=True)


def _grams(network: LossNetwork, style: np.ndarray) -> dict[str, np.ndarray]:
    features = network(style[None], STYLE_LAYERS)
    return {layer: ops.convert_to_numpy(gram_matrix(features[layer]))[0] for layer in STYLE_LAYERS}


def _published(arrays: dict[str, np.ndarray], photo: np.ndarray) -> np.ndarray:
    """Paint as the network was published: with transposed convolutions and zero padding, unlike ours."""

    def layer(x: object, name: str, stride: int = 1) -> object:
        if name.startswith("up"):
            x = ops.conv_transpose(x, arrays[f"{name}/kernel"], strides=2, padding="same")
        else:
            x = ops.conv(x, arrays[f"{name}/kernel"], strides=stride, padding="same")
        mean, variance = ops.moments(x, axes=(1, 2), keepdims=True)
        return (x - mean) * ops.rsqrt(variance + 1e-3) * arrays[f"{name}/scale"] + arrays[f"{name}/shift"]

    height, width = (side - side % 4 for side in photo.shape[:2])
    x = ops.convert_to_tensor(photo[None, :height, :width] * 255.0)
    x = ops.relu(layer(x, "conv1"))
    x = ops.relu(layer(x, "conv2", 2))
    x = ops.relu(layer(x, "conv3", 2))
    for block in range(1, 6):
        x = x + layer(ops.relu(layer(x, f"res{block}_1")), f"res{block}_2")
    x = ops.relu(layer(x, "up1"))
    x = ops.relu(layer(x, "up2"))
    painted = ops.clip(ops.tanh(layer(x, "conv_out")) * 150.0 + 127.5, 0.0, 255.0) / 255.0
    missing = ((0, 0), (0, photo.shape[0] - height), (0, photo.shape[1] - width), (0, 0))
    whole: np.ndarray = np.asarray(ops.pad(painted, missing, mode="reflect")[0])
    return whole


if __name__ == "__main__":
    main()
