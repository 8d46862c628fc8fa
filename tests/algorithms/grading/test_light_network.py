"""The network behind any light, with the weights that ship."""

import numpy as np
from skimage.data import astronaut

from algorithms.grading.light_network import shipped_light_net
from algorithms.io.images import to_float


def test_what_is_encoded_and_decoded_is_the_photo_again() -> None:
    network, photo = shipped_light_net(), to_float(astronaut()[:128, 100:260])

    encoding = network.encode(photo)
    x = encoding.levels[-1]
    for level in (3, 2, 1, 0):
        x = network.decode(level, x, encoding.details[level])

    assert x.shape == (1, 128, 160, 3)
    assert np.abs(np.asarray(x)[0] - photo).mean() < 0.04
    # The detail of a photo goes round the network, so edges come out where they were.
    assert np.corrcoef(np.diff(np.asarray(x)[0], axis=1).ravel(), np.diff(photo, axis=1).ravel())[0, 1] > 0.97


def test_each_level_has_half_the_size_of_the_one_before() -> None:
    encoding = shipped_light_net().encode(np.full((64, 96, 3), 0.5, "float32"))

    assert [level.shape for level in encoding.levels] == [
        (1, 32, 48, 10),
        (1, 16, 24, 19),
        (1, 8, 12, 37),
        (1, 4, 6, 54),
    ]
