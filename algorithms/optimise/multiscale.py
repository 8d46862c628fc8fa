"""The way of a slow algorithm from its first picture to its last: step by step, coarse sizes first, resumable."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from algorithms.io.images import resize
from algorithms.optimise.checkpoint import DescentState
from algorithms.optimise.lbfgs import LBFGS
from algorithms.optimise.optimisers import Adam, Losses, Objective, Optimiser, RestartedLBFGS


@dataclass(frozen=True)
class DescentProgress:
    """Where a painting is.

    Attributes
    ----------
    losses : dict
        `content`, `style` and `tv` before their weights, and the `total` after them, of the last step.
    seconds : float
        Since it was begun or resumed.
    picture : float32 array of shape (H, W, 3)
        RGB, as it would be if this were the end; smaller while a coarse scale is painted.
    state : DescentState
        What to resume from.
    """

    losses: Losses
    seconds: float
    picture: np.ndarray
    state: DescentState

    @property
    def step(self) -> int:
        """Steps done."""
        return self.state.step


class DescentOptions(Protocol):
    """What of the options a descent reads."""

    @property
    def optimiser(self) -> str: ...  # noqa: D102
    @property
    def learning_rate(self) -> float: ...  # noqa: D102
    @property
    def clip(self) -> bool: ...  # noqa: D102
    @property
    def scales(self) -> int: ...  # noqa: D102
    def steps_per_scale(self) -> list[int]: ...  # noqa: D102


class Descent(ABC):
    """One picture on its way.

    Parameters
    ----------
    start : float32 array of shape (H, W, C)
        What is optimised, at its last size: the picture, or what it is made from.
    fingerprint : str
        Of everything that the result depends on.
    """

    def __init__(self, start: np.ndarray, options: DescentOptions, fingerprint: str) -> None:
        self.start, self.descent, self.fingerprint = start, options, fingerprint

    @abstractmethod
    def objective(self, height: int, width: int, share: float) -> Objective:
        """Return what is minimised at one size, which is `share` of the last."""

    @abstractmethod
    def finished(self, state: np.ndarray) -> np.ndarray:
        """Return the picture, as it would be if this were the end."""

    def steps(self, resume: DescentState | None) -> Iterator[DescentProgress]:
        """Descend, coarse sizes first, each going on from the one before; ValueError for another one's state."""
        if resume is not None and resume.fingerprint != self.fingerprint:
            raise ValueError("The checkpoint is of another painting; remove it, or give the same pictures and options.")
        return self._steps(resume)

    def _steps(self, resume: DescentState | None) -> Iterator[DescentProgress]:
        began, done, end = time.perf_counter(), resume.step if resume else 0, 0
        picture, memory = (resume.picture, resume.memory) if resume else (self.start, {})
        for scale, steps in enumerate(self.descent.steps_per_scale()):
            begin, end = end, end + steps
            if done >= end:
                continue
            share = 0.5 ** (self.descent.scales - 1 - scale)
            height, width = scaled_size(self.start, share)
            optimiser = self._optimiser()
            if done == begin:  # the scale is entered now; otherwise it was resumed within
                picture = self._fit(picture, height, width)
            else:
                optimiser.state = dict(memory)
            objective = self.objective(height, width, share)
            while done < end:
                picture, losses = optimiser.step(picture, objective)
                done += 1
                if not (np.isfinite(losses["total"]) and np.isfinite(picture).all()):
                    raise ValueError(
                        f"The loss is {losses['total']} after {done} steps; "
                        "use a smaller learning rate, smaller weights or another loss network."
                    )
                state = DescentState(self.fingerprint, done, picture, optimiser.state)
                yield DescentProgress(losses, time.perf_counter() - began, self.finished(picture), state)

    def _fit(self, picture: np.ndarray, height: int, width: int) -> np.ndarray:
        resized = resize(picture, height, width)
        return np.clip(resized, 0.0, 1.0) if self.descent.clip else resized

    def _optimiser(self) -> Optimiser:
        if self.descent.optimiser == "adam":
            return Adam(self.descent.learning_rate, clip=self.descent.clip)
        kind = LBFGS if self.descent.optimiser == "l-bfgs" else RestartedLBFGS
        return kind(clip=self.descent.clip)


def fitting_scales(scales: int, layers: Iterable[str], *sides: float) -> int:
    """Return how many of the scales leave pictures of these sides large enough for those layers, at least 1.

    A layer of block 5, such as `relu5_1`, wants 2⁵ pixels a side.
    """
    wanted = 2 ** max(int(layer.removeprefix("conv").removeprefix("relu")[0]) for layer in layers)
    return max(1, min(scales, 1 + int(np.log2(max(1.0, min(sides) / wanted)))))


def scaled_size(picture: np.ndarray, share: float) -> tuple[int, int]:
    """Return height and width of a picture's copy at a share of its size."""
    height, width, _ = picture.shape
    return max(1, round(height * share)), max(1, round(width * share))


def check_picture(picture: np.ndarray, what: str) -> None:
    """Refuse, with a ValueError, what has nothing to paint or to learn from."""
    height, width, _ = picture.shape
    if min(height, width) < 2:
        raise ValueError(f"The {what} is {width} × {height} pixels; give one of at least 2 × 2.")
    if not np.isfinite(picture).all():
        raise ValueError(f"The {what} has pixels that are not numbers; save it anew.")
    if np.ptp(picture.reshape(-1, 3), axis=0).max() == 0:
        raise ValueError(f"The {what} is of one single colour; choose one that shows something.")
