"""L-BFGS that can be interrupted: all it knows is in its state."""

import numpy as np

from algorithms.optimise.optimisers import Losses, Objective

PAIRS = 5  # of moves and changes of the gradient that it remembers; each is two pictures
FIRST_MOVE = 0.01  # of a pixel on average, where white is 1, while nothing is known of the curvature
SUFFICIENT = 1e-4  # share of the descent that the slope promises: Nocedal and Wright's c1
TRIALS = 8  # of ever shorter moves


class LBFGS:
    """Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and 7.5, with a backtracking line search.

    Differs from them: pixels that would leave black and white stop there (a projected step). scipy's L-BFGS-B, which
    the sources use, takes three times as long for a step, because it solves for the bounds' active set, and cannot be
    stopped within a run and go on with what it had learnt.
    """

    def __init__(self, *, clip: bool) -> None:
        self.clip = clip
        self.state: dict[str, np.ndarray] = {}

    def step(self, picture: np.ndarray, objective: Objective) -> tuple[np.ndarray, Losses]:
        """Evaluate once, seldom more often; the losses are those of the picture returned."""
        if not self.state:
            losses, gradient = objective(picture)
            self.state = {"loss": np.array(losses["total"]), "gradient": gradient}
        loss, gradient = float(self.state["loss"]), self.state["gradient"]
        direction = self._direction(gradient)
        for trial in range(TRIALS):
            moved = picture - 0.5 ** (trial * (trial + 1) // 2) * direction
            moved = np.clip(moved, 0.0, 1.0) if self.clip else moved
            losses, new_gradient = objective(moved)
            if losses["total"] <= loss - SUFFICIENT * np.vdot(gradient, picture - moved):
                self._remember(moved - picture, new_gradient - gradient)
                self.state |= {"loss": np.array(losses["total"]), "gradient": new_gradient}
                return moved, losses
        self.state = {}  # what it knows misleads it, or this is the bottom: the next step begins anew
        return picture, objective(picture)[0]

    def _direction(self, gradient: np.ndarray) -> np.ndarray:
        """Return the gradient times the inverse Hessian that the pairs suggest: the two loops of algorithm 7.4."""
        pairs = self._pairs()
        if not pairs:
            return gradient * np.float32(FIRST_MOVE / max(float(np.abs(gradient).mean()), 1e-30))
        direction, shares = gradient.copy(), []
        for move, change in reversed(pairs):
            shares.append(np.vdot(move, direction) / np.vdot(move, change))
            direction -= shares[-1] * change
        move, change = pairs[-1]
        direction *= np.vdot(move, change) / np.vdot(change, change)
        for (move, change), share in zip(pairs, reversed(shares), strict=True):
            direction += move * (share - np.vdot(change, direction) / np.vdot(move, change))
        return direction

    def _pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        count = sum(name.startswith("move") for name in self.state)
        return [(self.state[f"move{i}"], self.state[f"change{i}"]) for i in range(count)]

    def _remember(self, move: np.ndarray, change: np.ndarray) -> None:
        """Keep a pair, unless the curvature along it is none that a minimum has; forget the oldest."""
        pairs = self._pairs()
        if np.vdot(move, change) > 1e-6 * np.linalg.norm(move) * np.linalg.norm(change):
            pairs = [*pairs, (move, change)][-PAIRS:]
        self.state = {f"move{i}": move for i, (move, _) in enumerate(pairs)}
        self.state |= {f"change{i}": change for i, (_, change) in enumerate(pairs)}
