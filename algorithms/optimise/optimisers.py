"""What moves a picture downhill behind one interface: Adam, and L-BFGS as the sources use it (ours: lbfgs.py).

Both are plain numpy, so that their state can be saved between any two steps.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from scipy.optimize import minimize

Losses = dict[str, float]
# Maps a picture to its losses, `total` among them, and to the gradient of the total.
Objective = Callable[[np.ndarray], tuple[Losses, np.ndarray]]

EVALUATIONS = 20  # of the objective in a step of L-BFGS, as in the sources


class Optimiser(Protocol):
    """Something that improves a picture step by step."""

    state: dict[str, np.ndarray]
    """All it remembers from step to step; who sets it back, repeats the steps since."""

    def step(self, picture: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Return a better picture and the losses on the way there, float32 (H, W, 3) both times."""


class Adam:
    """Kingma and Ba, arXiv:1412.6980, algorithm 1."""

    def __init__(self, learning_rate: float, *, clip: bool) -> None:
        self.learning_rate, self.clip = learning_rate, clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, picture: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Evaluate once; the losses are those before the step."""
        losses, gradient = objective(picture)
        state = self.state or {"mean": np.zeros_like(picture), "square": np.zeros_like(picture), "count": np.array(0)}
        count = int(state["count"]) + 1
        mean = 0.9 * state["mean"] + 0.1 * gradient
        square = 0.999 * state["square"] + 0.001 * np.square(gradient)
        self.state = {"mean": mean, "square": square, "count": np.array(count)}
        rate = self.learning_rate * float((1 - 0.999**count) ** 0.5 / (1 - 0.9**count))
        moved = picture - rate * mean / (np.sqrt(square) + 1e-8)
        return (np.clip(moved, 0.0, 1.0) if self.clip else moved), losses


class RestartedLBFGS:
    """scipy's L-BFGS-B, begun anew at each step as the sources do: between steps there is nothing to remember."""

    def __init__(self, *, clip: bool) -> None:
        self.clip = clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, picture: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Evaluate up to 20 times; the losses are those of the picture returned."""
        best: tuple[Losses, np.ndarray] = ({"total": np.inf}, picture)

        def evaluate(flat: np.ndarray) -> tuple[float, np.ndarray]:
            nonlocal best
            candidate = flat.reshape(picture.shape).astype("float32")
            losses, gradient = objective(candidate)
            if losses["total"] < best[0]["total"]:
                best = losses, candidate
            return losses["total"], gradient.ravel().astype("float64")

        bounds = (0.0, 1.0) if self.clip else (None, None)
        minimize(
            evaluate,
            picture.ravel().astype("float64"),
            jac=True,
            method="L-BFGS-B",
            bounds=[bounds] * picture.size if self.clip else None,
            options={"maxfun": EVALUATIONS},
        )
        return best[1], best[0]
