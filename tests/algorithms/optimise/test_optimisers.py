"""The optimisers of slow painting, on a bowl whose bottom is known."""

import keras
import numpy as np
import pytest

from algorithms.optimise.lbfgs import LBFGS
from algorithms.optimise.optimisers import EVALUATIONS, Adam, Losses, Optimiser, RestartedLBFGS
from tests.algorithms.makers import noise

BOTTOM = noise(4, 5, seed=1) * 2 - 0.5  # partly outside of [0, 1]
STEEPNESS = 1 + 9 * noise(4, 5, seed=2)


def bowl(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
    away = picture - BOTTOM
    return {"total": float((STEEPNESS * away**2).sum())}, 2 * STEEPNESS * away


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


def test_l_bfgs_only_ever_goes_down_and_learns_the_bowl_in_a_few_evaluations() -> None:
    calls = []

    def counted(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        calls.append(picture)
        return bowl(picture)

    optimiser, picture, totals = LBFGS(clip=False), noise(4, 5), []
    for _ in range(25):
        picture, losses = optimiser.step(picture, counted)
        totals.append(losses["total"])

    assert totals == sorted(totals, reverse=True)
    assert len(calls) <= 30
    np.testing.assert_allclose(picture, BOTTOM, atol=0.01)


def test_l_bfgs_goes_on_from_its_state_alone() -> None:
    first, picture = LBFGS(clip=True), noise(4, 5)
    for _ in range(9):
        picture, _losses = first.step(picture, bowl)
    second = LBFGS(clip=True)
    second.state = dict(first.state)

    np.testing.assert_array_equal(second.step(picture, bowl)[0], first.step(picture, bowl)[0])


def test_l_bfgs_stays_at_the_bottom() -> None:
    optimiser, bottom = LBFGS(clip=False), BOTTOM.copy()

    for _ in range(3):
        bottom, losses = optimiser.step(bottom, bowl)

    np.testing.assert_array_equal(bottom, BOTTOM)
    assert losses["total"] == 0


def test_the_sources_l_bfgs_keeps_to_its_number_of_evaluations() -> None:
    calls = []

    def ravine(picture: np.ndarray) -> tuple[Losses, np.ndarray]:
        """Return Rosenbrock's function, which takes many more."""
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
