"""Joint clustering of two pictures."""

import numpy as np

from algorithms.io.images import to_float
from segmentation.cosegment import CLUSTERS, cosegment
from tests.segmentation.makers import TinyBackbone, sky_and_grass, small_parser


def test_what_looks_alike_in_both_pictures_gets_the_same_cluster() -> None:
    backbone = small_parser(seed=3).backbone
    photo = to_float(sky_and_grass(128, 128)[0])
    shifted = to_float(sky_and_grass(128, 160)[0])

    (content, style), nearest = cosegment(backbone, photo, shifted)

    assert (content.shape, style.shape) == ((128, 128), (128, 160))
    assert content[10, 64] == style[10, 80] != content[118, 64] == style[118, 80]
    assert sorted([0, *nearest[0]]) == list(range(CLUSTERS))


def test_flat_pictures_are_no_trouble() -> None:
    flat = np.full((20, 33, 3), 0.5, "float32")

    (content, style), _ = cosegment(TinyBackbone(), flat, flat)

    assert content.shape == style.shape == (20, 33)
