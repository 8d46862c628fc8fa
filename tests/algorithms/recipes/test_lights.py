"""How the photographs of lights are developed."""

import numpy as np
import pytest

from algorithms.recipes.lights import DEVELOPED, SAMPLES, developed, photograph_of
from algorithms.styles.catalogue import styles_of
from tests.algorithms.makers import noise

SLUGS = [style.slug for style in styles_of("photographic")]


def test_every_way_of_developing_and_every_sample_belongs_to_a_light_that_ships() -> None:
    assert {*DEVELOPED, *SAMPLES} <= set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_reference_is_a_picture_with_dark_and_light(slug: str) -> None:
    asked: list[str] = []

    def photo_of(name: str) -> np.ndarray:
        asked.append(name)
        return noise(20, 30)

    picture = developed(slug, photo_of)

    assert asked == [photograph_of(slug)]
    assert (picture.shape, str(picture.dtype)) == ((20, 30, 3), "float32")
    assert 0 <= picture.min() <= picture.max() <= 1
    assert np.ptp(picture.mean(axis=-1)) > 0.2


def test_black_and_white_has_no_colour_and_candlelight_is_warm() -> None:
    grey, warm = (developed(slug, lambda _: noise(20, 30)) for slug in ("black-and-white", "candlelight"))

    assert np.ptp(grey, axis=-1).max() < 1e-5
    assert (np.diff(warm.mean(axis=(0, 1))) < -0.05).all()
