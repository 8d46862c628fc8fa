"""Optimisers behind one interface: Adam, and scipy's L-BFGS-B in the way the sources use it (`lbfgs` has our own).

Both compute in numpy, so that their state can be saved between any two steps.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from scipy.optimize import minimize

Losses = dict[str, float]
Objective = Callable[[np.ndarray], tuple[Losses, np.ndarray]]
"""Maps a variable, float32 (H, W, C), to its losses, `total` among them, and to the gradient of the total."""

EVALUATIONS = 20  # evaluations of the objective in a step of the sources' L-BFGS


class Optimiser(Protocol):
    """An iterative minimiser of an objective.

    Attributes
    ----------
    state : dict of name to array
        All that the optimiser remembers between two steps; empty before the first one. Assigning an earlier state
        makes the optimiser repeat the steps that followed it.
    """

    state: dict[str, np.ndarray]

    def step(self, variable: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Make one step.

        Parameters
        ----------
        variable : float32 array of shape (H, W, C)

        Returns
        -------
        float32 array of shape (H, W, C)
            The variable after the step; within [0, 1] if the optimiser clips.
        dict of name to float
            The losses of an evaluation within the step.
        """


class Adam:
    """Adam (Kingma and Ba, arXiv:1412.6980, algorithm 1)."""

    def __init__(self, learning_rate: float, *, clip: bool) -> None:
        self.learning_rate, self.clip = learning_rate, clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, variable: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Evaluate once; the losses are those of the variable before the step."""
        losses, gradient = objective(variable)
        state = self.state or {"mean": np.zeros_like(variable), "square": np.zeros_like(variable), "count": np.array(0)}
        count = int(state["count"]) + 1
        mean = 0.9 * state["mean"] + 0.1 * gradient
        square = 0.999 * state["square"] + 0.001 * np.square(gradient)
        self.state = {"mean": mean, "square": square, "count": np.array(count)}
        rate = self.learning_rate * float((1 - 0.999**count) ** 0.5 / (1 - 0.9**count))
        moved = variable - rate * mean / (np.sqrt(square) + 1e-8)
        return (np.clip(moved, 0.0, 1.0) if self.clip else moved), losses


class RestartedLBFGS:
    """scipy's L-BFGS-B, begun anew at each step as the sources do; its state between two steps is empty."""

    def __init__(self, *, clip: bool) -> None:
        self.clip = clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, variable: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Evaluate about 20 times; the losses are those of the returned variable."""
        best: tuple[Losses, np.ndarray] = ({"total": np.inf}, variable)

        def evaluate(flat: np.ndarray) -> tuple[float, np.ndarray]:
            nonlocal best
            candidate = flat.reshape(variable.shape).astype("float32")
            losses, gradient = objective(candidate)
            if losses["total"] < best[0]["total"]:
                best = losses, candidate
            return losses["total"], gradient.ravel().astype("float64")

        bounds = (0.0, 1.0) if self.clip else (None, None)
        minimize(
            evaluate,
            variable.ravel().astype("float64"),
            jac=True,
            method="L-BFGS-B",
            bounds=[bounds] * variable.size if self.clip else None,
            options={"maxfun": EVALUATIONS},
        )
        return best[1], best[0]
