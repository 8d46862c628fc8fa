"""The loop of the slow methods, over a bowl whose minimum is known."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.io.images import resize
from algorithms.optimise.checkpoint import read_state, write_state
from algorithms.optimise.multiscale import Descent, DescentProgress, Stage, check_picture, scaled_size
from algorithms.optimise.optimisers import Losses, Objective
from tests.algorithms.makers import noise


@dataclass(frozen=True)
class Options:
    optimiser: str = "adam"
    learning_rate: float = 0.05
    clip: bool = True
    scales: int = 2
    average: float = 0.0

    def steps_per_scale(self) -> list[int]:
        return [4, 2][-self.scales :]


class Towards(Descent):
    """Moves every value towards a goal; the picture is the variable's double."""

    goal = 0.25

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        self.sizes = [*getattr(self, "sizes", []), (*origin.shape[:2], stage.scale)]

        def bowl(variable: np.ndarray) -> tuple[Losses, np.ndarray]:
            assert variable.shape == origin.shape
            away = variable - np.float32(self.goal)
            return {"total": float((away**2).mean())}, 2 * away / away.size

        return bowl

    def finished(self, variable: np.ndarray) -> np.ndarray:
        return 2 * variable


def run(start: np.ndarray, options: Options) -> list[DescentProgress]:
    return list(Towards(start, options, "print").steps(None))


def test_coarse_sizes_come_first_each_with_its_steps() -> None:
    descent = Towards(noise(8, 10), Options(), "print")

    progress = list(descent.steps(None))

    assert descent.sizes == [(4, 5, 0.5), (8, 10, 1.0)]
    assert [now.step for now in progress] == [1, 2, 3, 4, 5, 6]
    assert [now.picture.shape for now in progress] == [(4, 5, 3)] * 4 + [(8, 10, 3)] * 2
    np.testing.assert_array_equal(progress[-1].picture, 2 * progress[-1].state.variable)


@pytest.mark.parametrize("optimiser", ["adam", "l-bfgs", "l-bfgs-20"])
def test_every_optimiser_comes_nearer_to_the_goal(optimiser: str) -> None:
    progress = run(noise(8, 10), Options(optimiser=optimiser, scales=1))

    away = [np.abs(now.state.variable - Towards.goal).mean() for now in progress]
    assert away[-1] <= away[0] < np.abs(noise(8, 10) - Towards.goal).mean()


@pytest.mark.parametrize("optimiser", ["adam", "l-bfgs"])
@pytest.mark.parametrize("step", [2, 4, 5])  # within the coarse scale, at its end, within the fine one
def test_a_resumed_run_ends_as_if_it_had_never_stopped(optimiser: str, step: int) -> None:
    options = Options(optimiser=optimiser)
    whole = run(noise(8, 10), options)

    rest = list(Towards(noise(8, 10), options, "print").steps(whole[step - 1].state))

    assert [now.step for now in rest] == list(range(step + 1, 7))
    np.testing.assert_array_equal(rest[-1].picture, whole[-1].picture)


def test_the_picture_is_the_mean_of_the_steps_later_ones_counting_more_and_the_next_size_begins_with_it() -> None:
    descent = Towards(noise(8, 10), Options(average=0.5), "print")

    progress = list(descent.steps(None))

    a, b, c = (now.state.variable for now in progress[:3])
    np.testing.assert_allclose(progress[0].picture, 2 * a, rtol=1e-5)
    np.testing.assert_allclose(progress[2].picture, 2 * (a + 2 * b + 4 * c) / 7, rtol=1e-5)
    coarse, fine = progress[3].picture / 2, progress[4].state.memory["origin"]
    np.testing.assert_allclose(fine, np.clip(resize(coarse, 8, 10), 0, 1), rtol=1e-4)
    np.testing.assert_allclose(progress[4].picture, 2 * progress[4].state.variable, rtol=1e-5)  # the mean begins anew


@pytest.mark.parametrize("step", [2, 4, 5])
def test_a_resumed_run_keeps_the_mean(step: int, tmp_path: Path) -> None:
    descent = Towards(noise(8, 10), Options(average=0.7), "print")
    straight = list(descent.steps(None))
    write_state(tmp_path / "state.npz", straight[step - 1].state)

    *_, last = descent.steps(read_state(tmp_path / "state.npz"))

    np.testing.assert_array_equal(last.picture, straight[-1].picture)


def test_a_state_of_another_run_is_refused_at_once() -> None:
    state = run(noise(8, 10), Options())[-1].state

    with pytest.raises(UserError, match="The checkpoint is of another painting; remove it, or give the same pictures"):
        Towards(noise(8, 10), Options(), "another print").steps(state)


def test_a_loss_that_is_no_number_ends_the_run() -> None:
    descent = Towards(noise(8, 10), Options(), "print")
    descent.goal = float("nan")

    with pytest.raises(UserError, match="The loss is nan after 1 steps; use a smaller learning rate"):
        next(descent.steps(None))


def test_scaled_sides_are_rounded_and_at_least_one_pixel() -> None:
    assert scaled_size(noise(7, 10), 0.25) == (2, 2)  # 1.75 and 2.5, which rounds to the even number
    assert scaled_size(noise(1, 8), 0.125) == (1, 1)


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (noise(1, 20), r"The photo is 20 × 1 pixels; give one of at least 2 × 2\."),
        (np.full((4, 4, 3), np.nan, "float32"), r"The photo has pixels that are not numbers; save it anew\."),
        (np.full((4, 4, 3), 0.5, "float32"), r"The photo is of one single colour; choose one that shows something\."),
    ],
)
def test_a_picture_with_nothing_to_learn_from_is_refused(picture: np.ndarray, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_picture(picture, "photo")
