"""The running mean, against weights worked out by hand."""

import numpy as np

from algorithms.optimise.averaging import RunningMean, mean_or_last


def test_later_values_count_more_and_the_beginning_is_corrected() -> None:
    mean = RunningMean(0.5, {})

    for value in (1.0, 2.0, 4.0):
        mean.add(np.full((2, 3), value, "float32"))

    # 1, 2 and 4 with the weights 1/8, 1/4 and 1/2, divided by their sum
    np.testing.assert_allclose(mean_or_last(np.zeros((2, 3)), mean.state), (1 / 8 + 2 / 4 + 4 / 2) / (7 / 8), rtol=1e-6)


def test_it_goes_on_from_its_state() -> None:
    straight, first = RunningMean(0.9, {}), RunningMean(0.9, {})
    values = np.random.default_rng(0).random((4, 5), "float32")
    for value in values:
        straight.add(value)
    for value in values[:2]:
        first.add(value)

    second = RunningMean(0.9, {"gradient": values[0], **first.state})
    for value in values[2:]:
        second.add(value)

    assert straight.state.keys() == second.state.keys()
    np.testing.assert_array_equal(mean_or_last(values[3], second.state), mean_or_last(values[3], straight.state))


def test_without_decay_nothing_is_kept_and_the_last_value_counts() -> None:
    mean, value = RunningMean(0.0, {}), np.ones((2, 2), "float32")

    mean.add(value)

    assert mean.state == {}
    assert mean_or_last(value, mean.state) is value
