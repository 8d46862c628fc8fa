"""What a map of colours keeps of the network's picture, and what regions do."""

import numpy as np
from skimage.data import coffee

from algorithms.grading.grade import grade_by, light_of_photo
from algorithms.grading.light import working_copy
from algorithms.grading.light_network import shipped_light_net
from algorithms.grading.relit import network_picture
from algorithms.io.images import to_float
from algorithms.regions.scene_groups import SceneGroup


def test_a_flat_sky_beside_a_dark_thing_glows_far_less_than_in_the_networks_picture() -> None:
    photo = np.full((192, 288, 3), (120, 150, 200), "uint8")
    photo[96:, 100:200] = 25  # a tower
    light = light_of_photo(255 - coffee()[:200:2, :300:2])

    made = to_float(grade_by(photo, [(light, 1.0)]))
    networks = network_picture(shipped_light_net(), working_copy(to_float(photo)), light)

    steps, rings = (np.abs(np.diff(picture[:80], axis=0)).max() for picture in (made, networks))
    assert rings > 0.02  # five of 256 levels from pixel to pixel
    assert steps < 0.2 * rings + 1 / 255  # levels are whole
    assert np.ptp(made[:80], axis=(0, 1)).max() < 0.4 * np.ptp(networks[:80], axis=(0, 1)).max()


def test_regions_that_both_photos_have_take_their_light_from_each_other() -> None:
    reference = np.concatenate([np.full((96, 192, 3), 220, "uint8"), np.full((96, 192, 3), 40, "uint8")])
    photo = np.concatenate([np.full((64, 192, 3), 40, "uint8"), np.full((128, 192, 3), 220, "uint8")])

    def half_sky(small: np.ndarray) -> np.ndarray:
        likely = np.zeros((*small.shape[:2], 10), "float32")
        rows = len(small) // (3 if small[:2].mean() < 0.5 else 2)
        likely[:rows, :, SceneGroup.SKY] = 1.0
        likely[rows:, :, SceneGroup.GROUND] = 1.0
        return likely

    made = grade_by(photo, [(light_of_photo(reference, half_sky), 1.0)], parse=half_sky)

    assert made[:40].mean() > 190
    assert made[-80:].mean() < 70
