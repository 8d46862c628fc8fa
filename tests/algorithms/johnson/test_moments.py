"""Moments in a style's parameters."""

import numpy as np

from algorithms.johnson.moments import VARIANCE, fold_moments


def test_folded_parameters_normalise_and_then_scale_and_shift() -> None:
    random = np.random.default_rng(0)
    values = random.normal(3.0, 2.0, (500, 5))
    style, moments = random.normal(1, 0.3, (2, 5)), np.stack([values.mean(axis=0), values.var(axis=0)])

    scale, shift = fold_moments(style, moments)

    normalised = (values - moments[0]) / np.sqrt(moments[1] + VARIANCE)
    np.testing.assert_allclose(values * scale + shift, normalised * style[0] + style[1], atol=1e-9)


def test_a_batch_is_folded_picture_by_picture() -> None:
    styles, moments = np.random.default_rng(1).random((2, 3, 2, 5))

    together = fold_moments(styles, moments)

    assert together.shape == (3, 2, 5)
    np.testing.assert_array_equal(together[1], fold_moments(styles[1], moments[1]))
