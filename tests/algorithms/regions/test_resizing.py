"""Regions resized to their pictures."""

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.regions.from_masks import regions_from_colours
from algorithms.regions.resizing import fit_regions
from tests.algorithms.regions.makers import BLUE, RED, stripes


def test_a_mask_is_resized_to_its_picture() -> None:
    regions, _ = regions_from_colours(stripes(RED, BLUE), stripes(RED, BLUE))

    fitted = fit_regions(regions, 25, 50)

    assert fitted.shape == (25, 50, 2)
    np.testing.assert_allclose(fitted.sum(axis=-1), 1, atol=0.02)


def test_a_mask_of_other_proportions_is_refused() -> None:
    with pytest.raises(UserError, match="The mask is 20 × 10 pixels but its picture 40 × 30; give a mask of the same"):
        fit_regions(np.ones((10, 20, 1), "float32"), 30, 40)


def test_proportions_may_differ_by_the_rounding_of_a_small_picture() -> None:
    # 100 × 66 shrunk to 15 × 10: its proportions are 1.515 before and 1.5 after.
    assert fit_regions(np.ones((66, 100, 1), "float32"), 10, 15).shape == (10, 15, 1)
