"""Slow painting: optimise the picture itself (Gatys, Ecker, Bethge, arXiv:1508.06576)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from algorithms.features import LossNetwork
from algorithms.images import resize
from algorithms.losses import content_loss, gram_matrix, style_loss, total_variation

NOISE_GRAIN = 8  # pixels between the independent values of the noise that a texture starts from


@dataclass(frozen=True, kw_only=True)
class PaintOptions:
    """How a picture is painted; every default lives here."""

    steps: int = 300
    learning_rate: float = 0.02
    content_weight: float = 1.0
    style_weight: float = 100.0
    tv_weight: float = 2.0
    content_layers: Sequence[str] = ("relu4_2",)
    style_layers: Sequence[str] = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
    seed: int = 0


@dataclass(frozen=True)
class PaintProgress:
    """Steps done, the losses of the last one before their weights, and the picture, float32 (H, W, 3) in [0, 1]."""

    step: int
    losses: dict[str, float]
    picture: np.ndarray


def paint(
    network: LossNetwork, content: np.ndarray, style: np.ndarray, options: PaintOptions | None = None
) -> Iterator[PaintProgress]:
    """Paint a photo in the manner of a style picture, starting from the photo, with Adam.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, 3)
        RGB in [0, 1]; they need not have the same size.
    """
    return _optimise(network, content, content, style, options or PaintOptions())


def synthesise_texture(
    network: LossNetwork, style: np.ndarray, height: int, width: int, options: PaintOptions | None = None
) -> Iterator[PaintProgress]:
    """Make a texture with a style picture's Gram matrices out of noise; there is no content.

    Gatys, Ecker, Bethge, "Texture Synthesis Using Convolutional Neural Networks", arXiv:1505.07376. Differs from it:
    the noise is coarse, in the style's colours, because the optimisation leaves much of white noise in the picture.
    """
    options = options or PaintOptions()
    random = np.random.default_rng(options.seed)
    mean, spread = style.mean(axis=(0, 1)), style.std(axis=(0, 1))
    noise = random.normal(mean, spread, (-(-height // NOISE_GRAIN), -(-width // NOISE_GRAIN), 3)).astype("float32")
    start = np.clip(resize(noise, height, width), 0.0, 1.0)
    return _optimise(network, start, None, style, options)


def _optimise(
    network: LossNetwork, start: np.ndarray, content: np.ndarray | None, style: np.ndarray, options: PaintOptions
) -> Iterator[PaintProgress]:
    """Descend with Adam on α content + β style + γ TV (the thesis's eq. 3.6), the picture kept within [0, 1]."""
    grams = {layer: gram_matrix(f)[0] for layer, f in network(style[None], options.style_layers).items()}
    contents = {} if content is None else network(content[None], options.content_layers)
    picture = tf.Variable(start[None], dtype=tf.float32)
    adam = tf.keras.optimizers.Adam(options.learning_rate)
    adam.build([picture])

    @tf.function
    def descend() -> dict[str, tf.Tensor]:
        with tf.GradientTape() as tape:
            features = network(picture, {*options.style_layers, *contents})
            losses = {
                "content": sum(content_loss(features[n], contents[n])[0] for n in contents) / max(1, len(contents)),
                "style": sum(style_loss(features[n], grams[n])[0] for n in grams) / len(grams),
                "tv": total_variation(picture)[0],
            }
            total = (
                options.content_weight * losses["content"]
                + options.style_weight * losses["style"]
                + options.tv_weight * losses["tv"]
            )
        adam.apply([tape.gradient(total, picture)], [picture])
        picture.assign(tf.clip_by_value(picture, 0.0, 1.0))
        return {name: tf.cast(value, tf.float32) for name, value in losses.items()} | {"total": total}

    for step in range(1, options.steps + 1):
        losses = {name: float(value) for name, value in descend().items()}
        yield PaintProgress(step, losses, picture.numpy()[0])
