"""Our L-BFGS, on a bowl whose minimum is known."""

import numpy as np

from algorithms.optimise.lbfgs import LBFGS
from algorithms.optimise.optimisers import Losses
from tests.algorithms.makers import noise
from tests.algorithms.optimise.makers import BOTTOM, bowl


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


def test_a_step_uphill_is_shortened_until_it_goes_down() -> None:
    def ravine(variable: np.ndarray) -> tuple[Losses, np.ndarray]:
        """Return 10⁴ times the distance's square: the first move, of 0.01 a value, is far too long."""
        away = variable - 0.5
        return {"total": float(1e4 * (away**2).sum())}, 2e4 * away

    start = np.full((4, 5, 3), 0.501, "float32")

    moved, losses = LBFGS(clip=False).step(start, ravine)

    assert losses["total"] < ravine(start)[0]["total"]
    assert 0 < np.abs(moved - start).max() < 0.002
