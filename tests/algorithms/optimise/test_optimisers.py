"""Adam and the sources' L-BFGS, on a bowl whose minimum is known."""

import keras
import numpy as np
import pytest

from algorithms.optimise.lbfgs import LBFGS
from algorithms.optimise.optimisers import EVALUATIONS, Adam, Losses, Optimiser, RestartedLBFGS
from tests.algorithms.makers import noise
from tests.algorithms.optimise.makers import BOTTOM, bowl


def test_adam_takes_the_same_steps_as_keras() -> None:
    ours, theirs = Adam(0.03, clip=False), keras.optimizers.Adam(0.03, epsilon=1e-8)
    picture, variable = noise(4, 5), keras.Variable(noise(4, 5))
    for _ in range(20):
        picture, _losses = ours.step(picture, bowl)
        theirs.apply([bowl(np.asarray(variable))[1]], [variable])

    np.testing.assert_allclose(picture, np.asarray(variable), atol=1e-5)
    assert picture.dtype == np.float32


def test_the_sources_l_bfgs_reaches_the_bottom_in_one_step() -> None:
    picture, losses = RestartedLBFGS(clip=False).step(noise(4, 5), bowl)

    np.testing.assert_allclose(picture, BOTTOM, atol=0.02)
    assert losses["total"] == bowl(picture)[0]["total"]


def test_the_sources_l_bfgs_keeps_to_its_number_of_evaluations() -> None:
    calls = []

    def ravine(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        """Return Rosenbrock's function, whose minimisation needs many more evaluations."""
        calls.append(picture)
        x, y = picture.reshape(2, -1)
        gradient = np.stack([-400 * x * (y - x**2) - 2 * (1 - x), 200 * (y - x**2)]).reshape(picture.shape)
        return {"total": float((100 * (y - x**2) ** 2 + (1 - x) ** 2).sum())}, gradient

    RestartedLBFGS(clip=False).step(noise(4, 5), ravine)

    assert EVALUATIONS <= len(calls) <= EVALUATIONS + 20  # scipy finishes the line search that it is in


@pytest.mark.parametrize("optimiser", [Adam(0.2, clip=True), LBFGS(clip=True), RestartedLBFGS(clip=True)])
def test_clipping_ends_at_the_best_picture_within_black_and_white(optimiser: Optimiser) -> None:
    picture = noise(4, 5)
    for _ in range(60):
        picture, _losses = optimiser.step(picture, bowl)

    np.testing.assert_allclose(picture, np.clip(BOTTOM, 0, 1), atol=0.02)
