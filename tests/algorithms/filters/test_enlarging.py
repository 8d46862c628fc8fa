"""Linear enlargement."""

import numpy as np

from algorithms.filters.enlarging import between, enlarge


def test_a_slope_stays_a_slope_up_to_half_a_pixel_from_the_border() -> None:
    slope = np.stack(np.meshgrid(np.arange(4.0), np.arange(3.0)), axis=-1).astype("float32")

    larger = enlarge(slope, 6, 8)

    wanted = np.clip((np.arange(8) + 0.5) / 2 - 0.5, 0, 3)
    np.testing.assert_allclose(larger[..., 0], np.broadcast_to(wanted, (6, 8)), atol=1e-6)
    np.testing.assert_allclose(larger[:, 0, 1], np.clip((np.arange(6) + 0.5) / 2 - 0.5, 0, 2), atol=1e-6)


def test_a_side_that_is_not_enlarged_keeps_its_values() -> None:
    first, second, share = between(3, 3)

    assert (list(first), list(second), list(share)) == ([0, 1, 2], [1, 2, 2], [0, 0, 0])
