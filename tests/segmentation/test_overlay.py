"""Labels drawn over a photo, with a legend."""

import numpy as np

from segmentation.overlay import COLOURS, overlay


def test_a_label_tints_its_pixels_and_stands_in_the_legend() -> None:
    labels = np.zeros((40, 140), "int64")
    labels[20:] = 3

    drawn = overlay(np.ones((40, 140, 3), "float32"), labels)

    # 55 % of the colour, 45 % of the white photo
    np.testing.assert_allclose(drawn[0, 0], 0.45 + 0.55 * np.array(COLOURS[0]) / 255, atol=1e-6)
    np.testing.assert_allclose(drawn[39, 0], 0.45 + 0.55 * np.array(COLOURS[3]) / 255, atol=1e-6)
    legend = drawn[40:]
    for label in (0, 3):
        assert (np.abs(legend - np.array(COLOURS[label]) / 255).max(axis=-1) < 1e-3).any()
    assert not (np.abs(legend - np.array(COLOURS[1]) / 255).max(axis=-1) < 1e-3).any()


def test_all_151_classes_have_a_colour() -> None:
    labels = np.arange(151)[None].repeat(4, axis=0)

    assert overlay(np.zeros((4, 151, 3), "float32"), labels, 151).shape[1:] == (151, 3)
