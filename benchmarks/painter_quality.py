"""Score our painter and published one-style painters on photos that neither was trained on."""

import argparse
import statistics
from pathlib import Path

import numpy as np
from keras import ops

from algorithms.catalogue import styles_of
from algorithms.features import LossNetwork, from_file
from algorithms.images import image_files, read_image
from algorithms.losses import content_loss, gram_matrix, style_loss, total_variation
from algorithms.stylize import stylize
from algorithms.train_fast import CONTENT_LAYERS, STYLE_LAYERS
from algorithms.weights_file import read_weights


def main() -> None:
    """Print a table: medians over the photos of each loss, for ours and, where there is one, the published painter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", type=Path, required=True, help="loss network, vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder of held-out photos")
    parser.add_argument("--styles", type=Path, required=True, help="folder with SLUG.jpg")
    parser.add_argument("--painters", type=Path, required=True, help="folder with published painters, SLUG.npz")
    arguments = parser.parse_args()
    judge = from_file(arguments.judge)
    photos = [read_image(path, 384) for path in image_files(arguments.photos)]
    print("| style | painter | content relu3_3 | content relu4_2 | style | J |\n|---|---|---|---|---|---|")
    for style in styles_of("painting"):
        grams = _grams(judge, read_image(arguments.styles / f"{style.slug}.jpg", 512))
        _print_row(style.slug, "ours", [_score(judge, stylize(photo, style), photo, grams) for photo in photos])
        published = arguments.painters / f"{style.slug}.npz"
        if published.exists():
            arrays = read_weights(published)
            scores = [_score(judge, _published(arrays, photo), photo, grams) for photo in photos]
            _print_row(style.slug, "published", scores)


def _score(judge: LossNetwork, painted: np.ndarray, photo: np.ndarray, grams: dict[str, np.ndarray]) -> list[float]:
    ours, theirs = judge(painted[None], {*CONTENT_LAYERS, *STYLE_LAYERS}), judge(photo[None], CONTENT_LAYERS)
    content = [float(content_loss(ours[layer], theirs[layer])[0]) for layer in CONTENT_LAYERS]
    style = statistics.mean(float(style_loss(ours[layer], grams[layer])[0]) for layer in STYLE_LAYERS)
    objective = statistics.mean(content) + 10 * style + 2 * float(total_variation(painted[None])[0])
    return [*content, style, objective]


def _print_row(slug: str, painter: str, scores: list[list[float]]) -> None:
    medians = [statistics.median(column) for column in zip(*scores, strict=True)]
    print(f"| {slug} | {painter} | " + " | ".join(f"{value:.3f}" for value in medians) + " |", flush=True)


def _grams(judge: LossNetwork, style: np.ndarray) -> dict[str, np.ndarray]:
    features = judge(style[None], STYLE_LAYERS)
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
