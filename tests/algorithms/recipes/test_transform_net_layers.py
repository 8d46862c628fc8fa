"""The layers of the sources' network, by numbers that can be computed by hand."""

import numpy as np
import pytest

from algorithms.recipes.transform_net_layers import EPSILON, NormalisedConvolution, double

X = np.array([0, 1, 2, 3], "float32").reshape(1, 2, 2, 1)  # mean 1.5, variance 1.25


def layer(kernel: int = 1, styles: int = 1, stride: int = 1) -> NormalisedConvolution:
    """Return a layer of one channel whose kernel is all ones."""
    made = NormalisedConvolution(kernel, 1, 1, styles, stride=stride)
    made.kernel.assign(np.ones(made.kernel.shape))
    return made


ALONE = np.ones((1, 1), "float32")


def test_each_channel_is_normalised_then_scaled_and_shifted_by_the_mixed_styles() -> None:
    both = layer(styles=2)
    both.scale.assign([[1.0], [3.0]])
    both.shift.assign([[0.0], [-4.0]])

    y = both(X, np.array([[0.25, 0.75]], "float32"))

    np.testing.assert_allclose(y, 2.5 * (X - 1.5) / np.sqrt(1.25 + EPSILON) - 3.0, rtol=1e-5, atol=1e-6)


def test_a_flat_picture_stays_flat_up_to_its_border() -> None:
    y = layer(kernel=3)(np.ones((1, 4, 5, 1), "float32"), ALONE)

    np.testing.assert_allclose(y, np.zeros((1, 4, 5, 1)), atol=1e-5)  # 9 everywhere: the border is mirrored


@pytest.mark.parametrize(("size", "expected"), [((5, 7), (3, 4)), ((1, 1), (1, 1)), ((2, 6), (1, 3))])
def test_a_stride_of_two_halves_the_size_and_rounds_up(size: tuple[int, int], expected: tuple[int, int]) -> None:
    y = layer(kernel=9, stride=2)(np.ones((1, *size, 1), "float32"), ALONE)

    assert tuple(y.shape) == (1, *expected, 1)


def test_doubling_repeats_pixels_and_cuts_to_the_size_asked_for() -> None:
    like = np.zeros((1, 3, 4, 2), "float32")

    doubled = np.asarray(double(X, like))[0, :, :, 0]

    np.testing.assert_array_equal(doubled, [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3]])
