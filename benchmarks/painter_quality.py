"""Score our painter, published one-style painters and slow painting on photos that none was trained on."""

import argparse
import statistics
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf
from keras import ops

from algorithms.io.images import image_files, read_image, to_float, to_uint8
from algorithms.io.weights_file import read_weights
from algorithms.johnson.stylize import stylize
from algorithms.johnson.training import CONTENT_LAYERS, NEIGHBOUR_LAYERS, STYLE_LAYERS
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.perceptual.neighbour_loss import directions_of, neighbour_loss
from algorithms.perceptual.vgg import from_file
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions

LAYERS = {*CONTENT_LAYERS, *STYLE_LAYERS}
MOST_STEPS = 200
LEARNING_RATE = 0.02
POOL = 4096  # places of a painting among which neighbours are sought

COLUMNS = ("content relu3_3", "content relu4_2", "style", "strokes", "J")
"""What `Judge.score` returns; lower is better in all."""


@dataclass(frozen=True)
class JudgedStyle:
    """A style's Gram matrices, and the directions of its features, one tensor (1, `POOL`, C) for each layer."""

    grams: list[tf.Tensor]
    directions: list[tf.Tensor]


class Judge:
    """J = (relu3_3 + relu4_2) / 2 + 10 × style + 2 × total variation, of pictures of photos in styles; and strokes.

    Strokes are `neighbour_loss`: how far each place of the picture is from the most similar one of the painting.

    Everything that differs from picture to picture goes through arguments, so that each size is compiled only once.
    """

    def __init__(self, network: LossNetwork) -> None:
        self.network = network
        self.parts = tf.function(self._parts)
        self.strokes = tf.function(self._strokes)
        self.step = tf.function(self._step)

    def style(self, picture: np.ndarray) -> JudgedStyle:
        """Return what of a style's picture shall be found."""
        features, draw = self.network(picture[None], STYLE_LAYERS), np.random.default_rng(0)
        grams = [gram_matrix(features[layer])[0] for layer in STYLE_LAYERS]
        places = [directions_of(features[layer]) for layer in NEIGHBOUR_LAYERS]
        return JudgedStyle(grams, [tf.gather(x, draw.integers(x.shape[1], size=POOL), axis=1) for x in places])

    def seen(self, photo: np.ndarray) -> list[tf.Tensor]:
        """Return what of a photo shall stay."""
        features = self.network(photo[None], CONTENT_LAYERS)
        return [features[layer] for layer in CONTENT_LAYERS]

    def score(self, picture: np.ndarray, seen: list[tf.Tensor], style: JudgedStyle) -> list[float]:
        """Return what `COLUMNS` names."""
        found = tf.constant(picture[None], tf.float32)
        *parts, j = (float(part) for part in self.parts(found, seen, style.grams))
        return [*parts, float(self.strokes(found, style.directions)), j]

    def slow_steps(self, photo: np.ndarray, seen: list[tf.Tensor], grams: list[tf.Tensor], goal: float) -> int:
        """Return how many steps slow painting (Adam, from the photo) needs to come down to that J."""
        picture = tf.constant(photo[None], tf.float32)
        moments = tf.zeros_like(picture), tf.zeros_like(picture)
        for number in range(MOST_STEPS):
            objective, picture, moments = self.step(picture, moments, tf.constant(number + 1.0), seen, grams)
            if float(objective) <= goal:
                return number
        return MOST_STEPS

    def _parts(self, picture: tf.Tensor, seen: list[tf.Tensor], grams: list[tf.Tensor]) -> list[tf.Tensor]:
        ours = self.network(picture, LAYERS)
        content = [content_loss(ours[layer], wanted)[0] for layer, wanted in zip(CONTENT_LAYERS, seen, strict=True)]
        each = [style_loss(ours[layer], gram)[0] for layer, gram in zip(STYLE_LAYERS, grams, strict=True)]
        style = sum(each) / len(each)
        return [*content, style, sum(content) / len(content) + 10 * style + 2 * total_variation(picture)[0]]

    def _strokes(self, picture: tf.Tensor, directions: list[tf.Tensor]) -> tf.Tensor:
        ours = self.network(picture, NEIGHBOUR_LAYERS)
        each = [neighbour_loss(ours[layer], of) for layer, of in zip(NEIGHBOUR_LAYERS, directions, strict=True)]
        return sum(each)[0] / len(each)

    def _step(
        self,
        picture: tf.Tensor,
        moments: tuple[tf.Tensor, tf.Tensor],
        number: tf.Tensor,
        seen: list[tf.Tensor],
        grams: list[tf.Tensor],
    ) -> tuple[tf.Tensor, tf.Tensor, tuple[tf.Tensor, tf.Tensor]]:
        """Go one step of Adam (Kingma and Ba, arXiv:1412.6980, algorithm 1); return J before it."""
        with tf.GradientTape() as tape:
            tape.watch(picture)
            objective = self._parts(picture, seen, grams)[-1]
        gradient = tape.gradient(objective, picture)
        first, second = 0.9 * moments[0] + 0.1 * gradient, 0.999 * moments[1] + 0.001 * gradient**2
        unbiased = first / (1 - 0.9**number), second / (1 - 0.999**number)
        picture = tf.clip_by_value(picture - LEARNING_RATE * unbiased[0] / (tf.sqrt(unbiased[1]) + 1e-7), 0.0, 1.0)
        return objective, picture, (first, second)


def main() -> None:
    """Print a table: medians over the photos of each loss, for ours and, where there is one, the published painter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder of held-out photos")
    parser.add_argument("--styles", type=Path, required=True, help="folder with SLUG.jpg")
    parser.add_argument("--painters", type=Path, required=True, help="folder with published painters, SLUG.npz")
    parser.add_argument("--only", nargs="*", metavar="SLUG", help="these styles instead of all")
    parser.add_argument("--most", type=int, metavar="N", help="so many photos instead of all")
    parser.add_argument("--without-slow", action="store_true", help="count no steps of slow painting, which takes long")
    arguments = parser.parse_args()
    judge = Judge(from_file(arguments.judge))
    photos = [read_image(path, 384) for path in image_files(arguments.photos)[: arguments.most]]
    seen = [judge.seen(photo) for photo in photos]
    print(f"| style | painter | {' | '.join(COLUMNS)} | steps of slow painting |")
    print("|---" * (len(COLUMNS) + 3) + "|")
    every_j, every_strokes, every_steps = [], [], []
    for style in styles_of("painting"):
        if arguments.only and style.slug not in arguments.only:
            continue
        wanted = judge.style(read_image(arguments.styles / f"{style.slug}.jpg", 512))
        options = FastOptions(styles={style.slug: 100})
        painted = [to_float(stylize(to_uint8(photo), options)) for photo in photos]
        scores = [judge.score(picture, kept, wanted) for picture, kept in zip(painted, seen, strict=True)]
        goals = [score[-1] for score in scores]
        every_j += goals
        every_strokes += [score[COLUMNS.index("strokes")] for score in scores]
        slow = [] if arguments.without_slow else zip(photos, seen, goals, strict=True)
        steps = [judge.slow_steps(photo, kept, wanted.grams, goal) for photo, kept, goal in slow]
        every_steps += steps
        _print_row(style.slug, "ours", scores, f"{statistics.median(steps):.0f}" if steps else "")
        published = arguments.painters / f"{style.slug}.npz"
        if published.exists():
            painted = [_published(read_weights(published), photo) for photo in photos]
            scores = [judge.score(picture, kept, wanted) for picture, kept in zip(painted, seen, strict=True)]
            _print_row(style.slug, "published", scores, "")
    print(
        f"\nOver all {len(every_j)} pictures: medians J {statistics.median(every_j):.3f}, "
        f"strokes {statistics.median(every_strokes):.3f}"
    )
    if every_steps:
        print(f"Steps of slow painting: median {statistics.median(every_steps):.0f}")


def _print_row(slug: str, painter: str, scores: list[list[float]], steps: str) -> None:
    medians = [statistics.median(column) for column in zip(*scores, strict=True)]
    print(f"| {slug} | {painter} | {' | '.join(f'{value:.3f}' for value in medians)} | {steps} |", flush=True)


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
