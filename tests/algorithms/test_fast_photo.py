"""Photos in the light of a style."""

import numpy as np
import pytest

from algorithms import fast_photo
from algorithms.catalogue import Style
from algorithms.images import to_uint8
from tests.algorithms.makers import noise, small_grading_net

STYLE = Style("dusk", "Dusk", "Ada", "2026", "photo", "photo.npz", 1, "")
PHOTO = to_uint8(noise(30, 40))


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    small = small_grading_net(2)
    monkeypatch.setattr(fast_photo, "_network", lambda _path: small)


def test_the_result_has_the_photos_size_and_differs_from_it() -> None:
    graded = fast_photo.grade(PHOTO, STYLE)

    assert (graded.shape, str(graded.dtype)) == (PHOTO.shape, "uint8")
    assert np.abs(graded.astype(int) - PHOTO).mean() > 5


def test_without_strength_the_photo_stays_and_half_of_it_goes_half_way() -> None:
    photo = np.full((20, 20, 3), 128, "uint8")
    full = fast_photo.grid_of(small_grading_net(2), photo, 1)
    half = fast_photo.grid_of(small_grading_net(2), photo, 1, 0.5)

    np.testing.assert_array_equal(fast_photo.grade(PHOTO, STYLE, 0.0), PHOTO)
    np.testing.assert_allclose(2 * half - fast_photo.grid_of(small_grading_net(2), photo, 1, 0.0), full, atol=1e-5)


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
def test_the_smallest_photos_are_graded_too(size: tuple[int, int]) -> None:
    assert fast_photo.grade(to_uint8(noise(*size)), STYLE).shape == (*size, 3)


@pytest.mark.parametrize("strength", [-0.1, 1.1])
def test_a_strength_out_of_range_is_refused(strength: float) -> None:
    with pytest.raises(ValueError, match=f"strength is {strength}; expected 0 to 1"):
        fast_photo.grade(PHOTO, STYLE, strength)
