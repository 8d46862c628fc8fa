"""Multi-scale optimisation, the loop of every slow method: coarse sizes first, step by step, resumable at each step."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from algorithms.errors import UserError
from algorithms.io.images import resize
from algorithms.optimise.averaging import RunningMean, mean_or_last
from algorithms.optimise.checkpoint import DescentState
from algorithms.optimise.lbfgs import LBFGS
from algorithms.optimise.optimisers import Adam, Losses, Objective, Optimiser, RestartedLBFGS
from algorithms.optimise.options import DescentOptions


@dataclass(frozen=True)
class Stage:
    """A part of a descent, with an objective of its own.

    Attributes
    ----------
    scale : float
        Its size as a fraction of the full size, in (0, 1].
    steps : int
    again : bool
        Whether the stage before it had the same size.
    """

    scale: float
    steps: int
    again: bool = False


@dataclass(frozen=True)
class DescentProgress:
    """The progress of a run after one of its steps.

    Attributes
    ----------
    losses : dict of name to float
        The losses of this step before their weights, such as `content` and `style`, and the weighted `total`.
    seconds : float
        The time since the run began or was resumed.
    state : DescentState
        The state from which the run can be resumed.
    finish : function of the variable
        Returns the picture that the run would end with.
    """

    losses: Losses
    seconds: float
    state: DescentState
    finish: Callable[[np.ndarray], np.ndarray]

    @cached_property
    def picture(self) -> np.ndarray:
        """The result if the run ended here, RGB, float32 (H, W, 3); smaller while a coarse scale is optimised.

        Finishing it can take longer than a step, so that is done for the pictures that somebody looks at.
        """
        return self.finish(mean_or_last(self.state.variable, self.state.memory))

    @property
    def step(self) -> int:
        """The number of steps done."""
        return self.state.step


class Descent(ABC):
    """A multi-scale optimisation; subclasses say what is minimised, and how the variable becomes a picture.

    Parameters
    ----------
    start : float32 array of shape (H, W, C)
        The first value of the optimised variable at full size: a picture, or light from which a picture is made.
    options : DescentOptions
    fingerprint : str
        `checkpoint.fingerprint` of everything that the result depends on.
    """

    def __init__(self, start: np.ndarray, options: DescentOptions, fingerprint: str) -> None:
        self.start, self.descent, self.fingerprint = start, options, fingerprint

    def stages(self) -> list[Stage]:
        """Return the parts of the descent in their order: one for each size, unless a subclass has more."""
        scales = self.descent.scales
        return [Stage(0.5 ** (scales - 1 - level), steps) for level, steps in enumerate(self.descent.steps_per_scale())]

    @abstractmethod
    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        """Return the function that is minimised in one stage.

        Parameters
        ----------
        stage : Stage
        origin : float32 array of shape (H, W, C)
            The variable with which the stage begins, in the size of the stage.
        """

    @abstractmethod
    def finished(self, variable: np.ndarray) -> np.ndarray:
        """Return the picture that the run would end with if `variable` were its last value: float32 (H, W, 3)."""

    def steps(self, resume: DescentState | None) -> Iterator[DescentProgress]:
        """Optimise, coarse sizes first, and yield the progress after each step.

        Parameters
        ----------
        resume : DescentState, optional
            The state of an earlier run; the result is the same as without the interruption.

        Raises
        ------
        UserError
            If the state is of another run; while iterating, if the losses stop being numbers.
        """
        if resume is not None and resume.fingerprint != self.fingerprint:
            raise UserError("The checkpoint is of another painting; remove it, or give the same pictures and options.")
        return self._steps(resume)

    def _steps(self, resume: DescentState | None) -> Iterator[DescentProgress]:
        began, done, end = time.perf_counter(), resume.step if resume else 0, 0
        variable, memory = (resume.variable, dict(resume.memory)) if resume else (self.start, {})
        for stage in self.stages():
            begin, end = end, end + stage.steps
            if done >= end:
                continue
            optimiser, mean = self._optimiser(), RunningMean(self.descent.average, {} if done == begin else memory)
            if done == begin:  # the stage begins here; otherwise the run was interrupted within it
                origin = variable = self._fit(mean_or_last(variable, memory), *scaled_size(self.start, stage.scale))
            else:
                origin = memory.pop("origin", variable)  # states of older versions have none, and need none
                optimiser.state = {name: array for name, array in memory.items() if name not in mean.state}
            objective = self.objective(stage, origin)
            while done < end:
                variable, losses = optimiser.step(variable, objective)
                done += 1
                if not (np.isfinite(losses["total"]) and np.isfinite(variable).all()):
                    raise UserError(
                        f"The loss is {losses['total']} after {done} steps; "
                        "use a smaller learning rate, smaller weights or another loss network."
                    )
                mean.add(variable)
                memory = optimiser.state | {"origin": origin} | mean.state
                state = DescentState(self.fingerprint, done, variable, memory)
                yield DescentProgress(losses, time.perf_counter() - began, state, self.finished)

    def _fit(self, variable: np.ndarray, height: int, width: int) -> np.ndarray:
        resized = resize(variable, height, width)
        return np.clip(resized, 0.0, 1.0) if self.descent.clip else resized

    def _optimiser(self) -> Optimiser:
        if self.descent.optimiser == "adam":
            return Adam(self.descent.learning_rate, clip=self.descent.clip)
        kind = LBFGS if self.descent.optimiser == "l-bfgs" else RestartedLBFGS
        return kind(clip=self.descent.clip)


def scaled_size(picture: np.ndarray, scale: float) -> tuple[int, int]:
    """Return height and width of a picture (H, W, C) after scaling its sides by `scale`, at least 1 pixel each."""
    height, width, _ = picture.shape
    return max(1, round(height * scale)), max(1, round(width * scale))


def check_picture(picture: np.ndarray, what: str) -> None:
    """Check that a picture has something to paint or to learn from.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
    what : str
        The name of the picture in the error, such as "photo".

    Raises
    ------
    UserError
        If the picture is smaller than 2 × 2 pixels, has values that are not finite, or is of one single colour.
    """
    height, width, _ = picture.shape
    if min(height, width) < 2:
        raise UserError(f"The {what} is {width} × {height} pixels; give one of at least 2 × 2.")
    if not np.isfinite(picture).all():
        raise UserError(f"The {what} has pixels that are not numbers; save it anew.")
    if np.ptp(picture.reshape(-1, 3), axis=0).max() == 0:
        raise UserError(f"The {what} is of one single colour; choose one that shows something.")
