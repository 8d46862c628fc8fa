"""Joint clustering of two pictures."""

import numpy as np

from algorithms.io.images import averaged, to_float
from segmentation.cosegment import CLUSTERS, STRIDE, cosegment
from tests.segmentation.makers import sky_and_grass


def colours(picture: np.ndarray) -> np.ndarray:
    """Return the mean colour of each cell, as a network's features would be."""
    return averaged(picture, STRIDE)


def test_what_looks_alike_in_both_pictures_gets_the_same_cluster() -> None:
    photo = to_float(sky_and_grass(128, 128)[0])
    shifted = to_float(sky_and_grass(128, 160)[0])

    (content, style), nearest = cosegment(colours, photo, shifted)

    assert (content.shape, style.shape) == ((128, 128), (128, 160))
    assert content[10, 64] == style[10, 80] != content[118, 64] == style[118, 80]
    assert sorted([0, *nearest[0]]) == list(range(CLUSTERS))


def test_flat_pictures_are_no_trouble() -> None:
    flat = np.full((20, 33, 3), 0.5, "float32")

    (content, style), _ = cosegment(colours, flat, flat)

    assert content.shape == style.shape == (20, 33)
