"""Slow painting: optimise the picture itself (Gatys, Ecker, Bethge, arXiv:1508.06576)."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from algorithms.colours import enhance, keep_colours, match_colours
from algorithms.features import LossNetwork
from algorithms.images import resize
from algorithms.loss_kinds import LOSS_KINDS
from algorithms.losses import gram_matrix
from algorithms.optimisers import LBFGS, Adam, Losses, Objective, Optimiser
from algorithms.paint_options import PaintOptions
from algorithms.paint_state import PaintState, fingerprint

NOISE_GRAIN = 8  # pixels between the independent values of the noise that a texture starts from
MIX_NOISE, MIX_CONTENT = 0.6, 0.4  # the thesis's section 3.1.4

GREY_NOISE = 0.256 / 255  # of the StyleNet recipe, about the mean that its network subtracts
IMAGENET_MEAN = np.array([123.68, 116.779, 103.939], "float32") / 255


@dataclass(frozen=True)
class PaintProgress:
    """Where a painting is.

    Attributes
    ----------
    losses : dict
        `content`, `style` and `tv` before their weights, and the `total` after them, of the last step.
    seconds : float
        Since it was begun or resumed.
    picture : float32 array of shape (H, W, 3)
        RGB, as it would be if this were the end; smaller while a coarse scale is painted.
    state : PaintState
        What to resume from.
    """

    losses: Losses
    seconds: float
    picture: np.ndarray
    state: PaintState

    @property
    def step(self) -> int:
        """Steps done."""
        return self.state.step


def paint(
    network: LossNetwork,
    content: np.ndarray,
    styles: Sequence[np.ndarray],
    options: PaintOptions | None = None,
    resume: PaintState | None = None,
) -> Iterator[PaintProgress]:
    """Paint a photo in the manner of one or several pictures; several are blended.

    Parameters
    ----------
    content : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    styles : float32 arrays of shape (H', W', 3)
        RGB in [0, 1], of any size: the strokes get as large as they are there, times `style_scale`.
    resume : PaintState, optional
        Where an earlier run of the same painting was; the result is the same as without the interruption.

    Raises
    ------
    ValueError
        With one plain sentence, if the pictures, the options or the state cannot be used.
    """
    options = options or PaintOptions()
    if options.colours == "statistics":
        styles = [match_colours(style, content) for style in styles]
    return _Painting(network, content, _first_picture(content, styles[0], options), styles, options).steps(resume)


def synthesise_texture(
    network: LossNetwork,
    styles: Sequence[np.ndarray],
    height: int,
    width: int,
    options: PaintOptions | None = None,
    resume: PaintState | None = None,
) -> Iterator[PaintProgress]:
    """Make a texture with the Gram matrices of one or several pictures out of noise; there is no content.

    Gatys, Ecker, Bethge, "Texture Synthesis Using Convolutional Neural Networks", arXiv:1505.07376. Differs from it:
    the noise is coarse, in the style's colours, because the optimisation leaves much of white noise in the picture.
    `start`, `colours` and `content_weight` have no part.
    """
    options = options or PaintOptions()
    random = np.random.default_rng(options.seed)
    mean, spread = styles[0].mean(axis=(0, 1)), styles[0].std(axis=(0, 1))
    noise = random.normal(mean, spread, (-(-height // NOISE_GRAIN), -(-width // NOISE_GRAIN), 3)).astype("float32")
    start = np.clip(resize(noise, height, width), 0.0, 1.0)
    return _Painting(network, None, start, styles, options).steps(resume)


def _first_picture(content: np.ndarray, style: np.ndarray, options: PaintOptions) -> np.ndarray:
    """Return what is painted over, in the content's size."""
    if options.start == "content":
        return content
    if options.start == "style":
        return np.clip(resize(style, *content.shape[:2]), 0.0, 1.0)
    random = np.random.default_rng(options.seed)
    if options.start == "grey":
        return IMAGENET_MEAN + random.normal(0, GREY_NOISE, content.shape).astype("float32")
    noise = random.random(content.shape, "float32")
    return noise if options.start == "noise" else MIX_NOISE * noise + MIX_CONTENT * content


class _Painting:
    """One painting: its pictures, checked, and the way from its first picture to its last."""

    def __init__(
        self,
        network: LossNetwork,
        content: np.ndarray | None,
        start: np.ndarray,
        styles: Sequence[np.ndarray],
        options: PaintOptions,
    ) -> None:
        if content is not None:
            _check_picture(content, "photo")
        for style in styles:
            _check_picture(style, "style's picture")
        self.network, self.content, self.start, self.styles, self.options = network, content, start, styles, options
        self.shares = options.style_shares(len(styles))
        weights = [array for pair in network.convolutions.values() for array in pair]
        inputs = [start, *([] if content is None else [content]), *styles, *weights]
        self.fingerprint = fingerprint((options, network.pooling, network.padding), inputs)

    def steps(self, resume: PaintState | None) -> Iterator[PaintProgress]:
        """Descend, coarse sizes first, each going on from the one before."""
        if resume is not None and resume.fingerprint != self.fingerprint:
            raise ValueError("The checkpoint is of another painting; remove it, or give the same pictures and options.")
        return self._descend(resume)

    def _descend(self, resume: PaintState | None) -> Iterator[PaintProgress]:
        began, done, end = time.perf_counter(), resume.step if resume else 0, 0
        picture, memory = (resume.picture, resume.memory) if resume else (self.start, {})
        for scale, steps in enumerate(self.options.steps_per_scale()):
            begin, end = end, end + steps
            if done >= end:
                continue
            share = 0.5 ** (self.options.scales - 1 - scale)
            height, width = _size(self.start, share)
            optimiser = _optimiser(self.options)
            if done == begin:  # the scale is entered now; otherwise it was resumed within
                picture = self._fit(picture, height, width)
            else:
                optimiser.state = dict(memory)
            objective = self._objective(height, width, share)
            while done < end:
                picture, losses = optimiser.step(picture, objective)
                done += 1
                if not (np.isfinite(losses["total"]) and np.isfinite(picture).all()):
                    raise ValueError(
                        f"The loss is {losses['total']} after {done} steps; "
                        "use a smaller learning rate, smaller weights or another loss network."
                    )
                state = PaintState(self.fingerprint, done, picture, optimiser.state)
                yield PaintProgress(losses, time.perf_counter() - began, self._finished(picture), state)

    def _fit(self, picture: np.ndarray, height: int, width: int) -> np.ndarray:
        resized = resize(picture, height, width)
        return np.clip(resized, 0.0, 1.0) if self.options.clip else resized

    def _finished(self, picture: np.ndarray) -> np.ndarray:
        if self.content is not None and self.options.colours == "luminance":
            picture = keep_colours(picture, resize(self.content, *picture.shape[:2]))
        return picture if self.options.enhance == 1 else enhance(picture, self.options.enhance)

    def _objective(self, height: int, width: int, share: float) -> Objective:
        """Return α content + β style + γ TV (the thesis's eq. 3.6) at one size, and its gradient."""
        options, network, kind = self.options, self.network, LOSS_KINDS[self.options.losses]
        layer_weights, grams = options.layer_weights(), self._grams(share)
        contents = {}
        if self.content is not None:
            contents = network(resize(self.content, height, width)[None], options.content_layers)

        @tf.function
        def evaluate(picture: tf.Tensor) -> tuple[dict[str, tf.Tensor], tf.Tensor]:
            with tf.GradientTape() as tape:
                tape.watch(picture)
                features = network(picture[None], {*grams, *contents})
                losses = {
                    "content": sum(kind.content(features[n], contents[n]) for n in contents) / max(1, len(contents)),
                    "style": sum(
                        w * kind.style(features[n], grams[n], height * width) for n, w in layer_weights.items()
                    ),
                    "tv": kind.variation(picture[None]),
                }
                total = (
                    options.content_weight * losses["content"]
                    + options.style_weight * losses["style"]
                    + options.tv_weight * losses["tv"]
                )
            return losses | {"total": total}, tape.gradient(total, picture)

        def objective(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
            losses, gradient = evaluate(tf.constant(picture))
            return {name: float(value) for name, value in losses.items()}, gradient.numpy()

        return objective

    def _grams(self, share: float) -> dict[str, tf.Tensor]:
        """Return the mean of the styles' Gram matrices, weighted, at each style layer."""
        scaled = [resize(style, *_size(style, share * self.options.style_scale)) for style in self.styles]
        features = [self.network(style[None], self.options.style_layers) for style in scaled]
        return {
            layer: sum(part * gram_matrix(f[layer])[0] for part, f in zip(self.shares, features, strict=True))
            for layer in self.options.style_layers
        }


def _optimiser(options: PaintOptions) -> Optimiser:
    if options.optimiser == "adam":
        return Adam(options.learning_rate, clip=options.clip)
    return LBFGS(clip=options.clip)


def _size(picture: np.ndarray, share: float) -> tuple[int, int]:
    height, width, _ = picture.shape
    return max(1, round(height * share)), max(1, round(width * share))


def _check_picture(picture: np.ndarray, what: str) -> None:
    """Refuse what has nothing to paint or to learn from."""
    height, width, _ = picture.shape
    if min(height, width) < 2:
        raise ValueError(f"The {what} is {width} × {height} pixels; give one of at least 2 × 2.")
    if not np.isfinite(picture).all():
        raise ValueError(f"The {what} has pixels that are not numbers; save it anew.")
    if np.ptp(picture.reshape(-1, 3), axis=0).max() == 0:
        raise ValueError(f"The {what} is of one single colour; choose one that shows something.")
