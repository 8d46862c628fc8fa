"""Photos in the light of a style."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.grading import grade as fast_photo
from algorithms.io.images import to_uint8
from algorithms.styles import options as fast_options
from algorithms.styles.catalogue import Style
from algorithms.styles.options import FastOptions
from tests.algorithms.makers import noise, small_grading_net

STYLES = {
    slug: Style(slug, slug.capitalize(), "Ada", "2026", "photographic", "photo.npz", row, "")
    for row, slug in enumerate(("dawn", "dusk"))
}
MIXES: tuple[dict[str, int], ...] = ({"dawn": 1}, {"dawn": 1, "dusk": 1}, {"dusk": 1})
SECOND = np.array([0, 1], "float32")
PHOTO = to_uint8(noise(30, 40))


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    small = small_grading_net(2)
    monkeypatch.setattr(fast_photo, "_network", lambda _path: small)
    monkeypatch.setattr(fast_options, "style", STYLES.__getitem__)


def dusk(strength: int = 100) -> FastOptions:
    return FastOptions(styles={"dusk": 100}, strength=strength)


def test_the_result_has_the_photos_size_and_differs_from_it() -> None:
    graded = fast_photo.grade(PHOTO, dusk())

    assert (graded.shape, str(graded.dtype)) == (PHOTO.shape, "uint8")
    assert np.abs(graded.astype(int) - PHOTO).mean() > 5


def test_without_strength_the_photo_stays_and_half_of_it_goes_half_way() -> None:
    photo = np.full((20, 20, 3), 128, "uint8")
    full = fast_photo.grid_of(small_grading_net(2), photo, SECOND)
    half = fast_photo.grid_of(small_grading_net(2), photo, SECOND, 0.5)

    np.testing.assert_array_equal(fast_photo.grade(PHOTO, dusk(0)), PHOTO)
    np.testing.assert_allclose(2 * half - fast_photo.grid_of(small_grading_net(2), photo, SECOND, 0.0), full, atol=1e-5)


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
def test_the_smallest_photos_are_graded_too(size: tuple[int, int]) -> None:
    assert fast_photo.grade(to_uint8(noise(*size)), dusk()).shape == (*size, 3)


def test_a_mix_lies_between_its_styles() -> None:
    photo = np.full((20, 20, 3), 128, "uint8")

    first, both, second = (
        fast_photo.grade(photo, FastOptions(styles=mix)).astype(int).mean(axis=(0, 1)) for mix in MIXES
    )

    assert np.abs(first - second).max() > 10
    assert np.abs(both - (first + second) / 2).max() < np.abs(first - second).max() / 2


def test_styles_of_different_networks_cannot_be_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_options, "style", lambda slug: replace(STYLES[slug], weights=f"{slug}.npz"))

    with pytest.raises(UserError, match=r"^Dawn and Dusk cannot be mixed; choose other styles\.$"):
        fast_photo.grade(PHOTO, FastOptions(styles={"dawn": 1, "dusk": 1}))
