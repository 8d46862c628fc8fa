"""The layers of the painter, by numbers that can be computed by hand."""

import numpy as np
import pytest

from algorithms.johnson.layers import EPSILON, NormalisedConvolution, double

X = np.array([0, 1, 2, 3], "float32").reshape(1, 2, 2, 1)  # mean 1.5, variance 1.25


def layer(kernel: int = 1, styles: int = 1, stride: int = 1) -> NormalisedConvolution:
    """Return a layer of one channel whose kernel is all ones."""
    made = NormalisedConvolution(kernel, 1, 1, styles, stride=stride)
    made.kernel.assign(np.ones(made.kernel.shape))
    return made


def params(*values: float) -> np.ndarray:
    """Return a scale and a shift, and perhaps limits: (1, 2 or 4, 1)."""
    return np.array(values, "float32")[None, :, None]


def test_each_channel_is_normalised_then_scaled_and_shifted() -> None:
    y, moments = layer()(X, params(2.0, 0.5))

    np.testing.assert_allclose(y, 2 * (X - 1.5) / np.sqrt(1.25 + EPSILON) + 0.5, rtol=1e-5)
    np.testing.assert_allclose(moments, [[[1.5], [1.25]]], rtol=1e-6)


def test_without_normalisation_values_are_scaled_shifted_and_limited() -> None:
    y, moments = layer()(X, params(2.0, 0.5, 1.0, 6.0), normalise=False)

    np.testing.assert_allclose(np.ravel(y), [1.0, 2.5, 4.5, 6.0])  # 0.5 and 6.5 lie beyond the limits
    assert moments is None


def test_style_parameters_mix_by_their_shares() -> None:
    both = layer(styles=2)
    both.scale.assign([[1.0], [3.0]])
    both.shift.assign([[0.0], [-4.0]])

    np.testing.assert_allclose(both.style_params(np.array([[0.25, 0.75]], "float32")), params(2.5, -3.0))


def test_a_flat_picture_stays_flat_up_to_its_border() -> None:
    y, _ = layer(kernel=3)(np.ones((1, 4, 5, 1), "float32"), params(1.0, 0.0), normalise=False)

    np.testing.assert_allclose(y, np.full((1, 4, 5, 1), 9.0))  # 3 × 3 ones everywhere: the border is mirrored


@pytest.mark.parametrize(("size", "expected"), [((5, 7), (3, 4)), ((1, 1), (1, 1)), ((2, 6), (1, 3))])
def test_a_stride_of_two_halves_the_size_and_rounds_up(size: tuple[int, int], expected: tuple[int, int]) -> None:
    y, _ = layer(kernel=9, stride=2)(np.ones((1, *size, 1), "float32"), params(1.0, 0.0))

    assert tuple(y.shape) == (1, *expected, 1)


def test_doubling_repeats_pixels_and_cuts_to_the_size_asked_for() -> None:
    like = np.zeros((1, 3, 4, 2), "float32")

    doubled = np.asarray(double(X, like))[0, :, :, 0]

    np.testing.assert_array_equal(doubled, [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3]])
