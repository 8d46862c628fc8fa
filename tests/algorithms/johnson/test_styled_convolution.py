"""The painter's convolution."""

import numpy as np
from keras import ops

from algorithms.johnson.styled_convolution import StyledConvolution, shuffle
from tests.algorithms.makers import noise


def test_doubling_is_bilinear_and_then_a_convolution() -> None:
    layer, x = StyledConvolution(3, 5, doubles=True), noise(6, 7)[None]
    layer.kernel.assign(np.random.default_rng(1).normal(size=(3, 3, 3, 5)))
    large = ops.image.resize(x, (12, 14), interpolation="bilinear")

    ours = np.asarray(shuffle(layer(x)))
    theirs = np.asarray(ops.conv(large, layer.kernel, padding="same"))

    ratio = ours[0, 3:-3, 3:-3] / theirs[0, 3:-3, 3:-3]
    np.testing.assert_allclose(ratio, np.broadcast_to(ratio[0, 0], ratio.shape), rtol=1e-3)
