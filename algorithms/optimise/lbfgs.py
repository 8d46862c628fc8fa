"""L-BFGS that can be interrupted after every step and resumed from its state alone."""

import numpy as np

from algorithms.optimise.optimisers import Losses, Objective

PAIRS = 5  # moves with their changes of the gradient that are kept; each pair needs the memory of two pictures
FIRST_MOVE = 0.01  # mean change of a value in the first step, before anything is known about the curvature
SUFFICIENT = 1e-4  # fraction of the decrease predicted by the slope that a move must reach: Nocedal and Wright's c1
TRIALS = 8  # moves of the line search, each shorter than the one before


class LBFGS:
    """Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and 7.5, with a backtracking line search.

    Differs from them: values that would leave [0, 1] stop at the bounds (a projected step). scipy's L-BFGS-B, which the
    sources use, takes three times as long for a step, because it solves for the bounds' active set; and once it is
    stopped within a run, it cannot be resumed with the curvature that it had collected.
    """

    def __init__(self, *, clip: bool) -> None:
        self.clip = clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, variable: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Move once along the quasi-Newton direction; see `Optimiser.step`.

        The line search evaluates the objective once in most steps. The losses are those of the returned variable.
        """
        if not self.state:
            losses, gradient = objective(variable)
            self.state = {"loss": np.array(losses["total"]), "gradient": gradient}
        loss, gradient = float(self.state["loss"]), self.state["gradient"]
        direction = self._direction(gradient)
        for trial in range(TRIALS):
            moved = variable - 0.5 ** (trial * (trial + 1) // 2) * direction
            moved = np.clip(moved, 0.0, 1.0) if self.clip else moved
            losses, new_gradient = objective(moved)
            if losses["total"] <= loss - SUFFICIENT * np.vdot(gradient, variable - moved):
                self._remember(moved - variable, new_gradient - gradient)
                self.state |= {"loss": np.array(losses["total"]), "gradient": new_gradient}
                return moved, losses
        self.state = {}  # the collected curvature misleads, or this is the minimum: the next step begins anew
        return variable, objective(variable)[0]

    def _direction(self, gradient: np.ndarray) -> np.ndarray:
        """Return the gradient times the approximate inverse Hessian of the pairs: the two loops of algorithm 7.4."""
        pairs = self._pairs()
        if not pairs:
            return gradient * np.float32(FIRST_MOVE / max(float(np.abs(gradient).mean()), 1e-30))
        direction, weights = gradient.copy(), []
        for move, change in reversed(pairs):
            weights.append(np.vdot(move, direction) / np.vdot(move, change))
            direction -= weights[-1] * change
        move, change = pairs[-1]
        direction *= np.vdot(move, change) / np.vdot(change, change)
        for (move, change), weight in zip(pairs, reversed(weights), strict=True):
            direction += move * (weight - np.vdot(change, direction) / np.vdot(move, change))
        return direction

    def _pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        count = sum(name.startswith("move") for name in self.state)
        return [(self.state[f"move{i}"], self.state[f"change{i}"]) for i in range(count)]

    def _remember(self, move: np.ndarray, change: np.ndarray) -> None:
        """Keep a pair, unless the curvature along it is not positive; forget the oldest of more than 5."""
        pairs = self._pairs()
        if np.vdot(move, change) > 1e-6 * np.linalg.norm(move) * np.linalg.norm(change):
            pairs = [*pairs, (move, change)][-PAIRS:]
        self.state = {f"move{i}": move for i, (move, _) in enumerate(pairs)}
        self.state |= {f"change{i}": change for i, (_, change) in enumerate(pairs)}
