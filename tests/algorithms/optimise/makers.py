"""A bowl for the tests of the optimisers: an objective whose minimum is known."""

import numpy as np

from algorithms.optimise.optimisers import Losses
from tests.algorithms.makers import noise

BOTTOM = noise(4, 5, seed=1) * 2 - 0.5  # partly outside of [0, 1]
STEEPNESS = 1 + 9 * noise(4, 5, seed=2)


def bowl(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
    away = picture - BOTTOM
    return {"total": float((STEEPNESS * away**2).sum())}, 2 * STEEPNESS * away
