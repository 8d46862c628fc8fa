"""Slow painting: optimise the picture itself (Gatys, Ecker, Bethge, arXiv:1508.06576)."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from algorithms.colours import enhance, keep_colours, match_colours
from algorithms.features import LossNetwork
from algorithms.images import resize
from algorithms.optimisers import LBFGS, Adam, Losses, Objective, Optimiser
from algorithms.paint_objective import paint_objective
from algorithms.paint_options import PaintOptions
from algorithms.paint_start import first_picture, texture_noise
from algorithms.paint_state import PaintState, fingerprint


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
    return _Painting(network, content, first_picture(content, styles[0], options), styles, options).steps(resume)


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
    if min(height, width) < 2:
        raise ValueError(f"The texture would be of {width} × {height} pixels; give at least 2 × 2.")
    options = options or PaintOptions()
    start = texture_noise(styles[0], height, width, options.seed)
    return _Painting(network, None, start, styles, options).steps(resume)


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
        """Return what is minimised at one size."""
        content = None if self.content is None else resize(self.content, height, width)
        styles = [resize(style, *_size(style, share * self.options.style_scale)) for style in self.styles]
        return paint_objective(self.network, content, styles, self.options, (height, width))


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
