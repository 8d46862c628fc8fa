"""Painting photos of any size, with the painter that ships: random weights would exaggerate every rounding."""

import numpy as np
import pytest
from skimage.data import astronaut

from algorithms.io.images import resize, to_float, to_uint8
from algorithms.io.processor import has_bfloat16
from algorithms.johnson import painter
from algorithms.johnson import stylize as module
from algorithms.johnson.stylize import stylize, warm, working_side
from algorithms.styles.catalogue import WORKING_SIDE
from algorithms.styles.options import FastOptions

FIRST, SECOND = "starry-night", "udnie"
# Of 255. In bfloat16 a sum depends on the size of what it is computed with; in float32 a value is rounded otherwise.
NEARLY_EQUAL = 4 if has_bfloat16() else 1


@pytest.fixture
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the working size to 64 pixels, so that small test photos count as large ones."""
    monkeypatch.setattr(module, "WORKING_SIDE", 64)


def photo(height: int, width: int) -> np.ndarray:
    """Return a uint8 photograph of that size."""
    return to_uint8(resize(to_float(astronaut()[:320]), height, width))


def choices(**given: int) -> FastOptions:
    return FastOptions(styles={FIRST: 100}, **given)  # type: ignore[arg-type] # mypy sees each as the last


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean difference in 256 levels."""
    return float(np.abs(one.astype(float) - other).mean())


def test_a_photo_is_painted_in_its_own_size_and_range() -> None:
    painted = stylize(photo(33, 50), choices())

    assert painted.shape == (33, 50, 3)
    assert painted.dtype == np.uint8
    assert painted.min() < 60
    assert painted.max() > 190


@pytest.mark.parametrize("size", [(16, 16), (16, 1000)], ids=str)
@pytest.mark.parametrize("stroke", [50, 200])
def test_the_smallest_and_the_longest_photos_are_painted_too(size: tuple[int, int], stroke: int) -> None:
    assert stylize(photo(*size), choices(stroke=stroke)).shape == (*size, 3)


def test_after_warming_up_the_first_photo_waits_for_nothing_to_be_read_or_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painter._painter.cache_clear()
    warm()
    monkeypatch.setattr(painter, "Painter", lambda *_: pytest.fail("the painter was read again"))

    stylize(photo(16, 16), choices())


def test_tiles_fit_together_as_if_painted_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    large = photo(322, 483)

    monkeypatch.setattr(module, "WORKING_SIDE", 192)
    monkeypatch.setattr(module, "TILE", 1000)
    whole = stylize(large, choices()).astype(int)
    monkeypatch.setattr(module, "TILE", 124)
    tiled = stylize(large, choices())

    assert np.abs(tiled - whole).max() <= NEARLY_EQUAL
    assert np.abs(tiled - whole).mean() < (1 if has_bfloat16() else 1e-3)


@pytest.mark.parametrize("stroke", [50, 100, 200])
def test_the_full_size_looks_like_the_preview(stroke: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORKING_SIDE", 192)
    large = photo(480, 768)
    small = to_uint8(resize(to_float(large), 120, 192))

    full, preview = (to_float(stylize(picture, choices(stroke=stroke))) for picture in (large, small))

    assert np.abs(resize(full, 10, 16) - resize(preview, 10, 16)).mean() < 0.02


def test_strokes_of_half_the_size_are_those_of_the_photo_enlarged() -> None:
    original = photo(80, 96)
    enlarged = to_uint8(resize(to_float(original), 160, 192))

    fine = stylize(original, choices(stroke=50))

    expected = to_uint8(resize(to_float(stylize(enlarged, choices())), 80, 96))
    assert difference(fine, expected) < 3
    assert difference(fine, stylize(original, choices())) > 6


def test_a_preview_is_painted_at_the_size_that_its_strokes_need() -> None:
    assert working_side(choices()) == working_side(choices(stroke=200)) == WORKING_SIDE
    assert working_side(choices(stroke=50)) == 2 * WORKING_SIDE


@pytest.mark.usefixtures("small_world")
@pytest.mark.parametrize("size", [(40, 52), (90, 130)], ids=["at once", "in tiles"])
def test_strength_mixes_the_painting_with_the_photo(size: tuple[int, int]) -> None:
    original = photo(*size)

    none, half, all_of_it = (stylize(original, choices(strength=percent)) for percent in (0, 50, 100))

    np.testing.assert_array_equal(none, original)
    np.testing.assert_allclose(half, (original.astype(float) + all_of_it) / 2, atol=1)


@pytest.mark.usefixtures("small_world")
@pytest.mark.parametrize("size", [(40, 52), (90, 130)], ids=["at once", "in tiles"])
def test_the_photos_colours_can_be_kept(size: tuple[int, int]) -> None:
    grey = np.repeat(photo(*size)[..., :1], 3, axis=2)

    painted = stylize(grey, FastOptions(styles={SECOND: 100}, keep_colours=True))

    assert np.ptp(painted, axis=2).max() <= 1
    assert difference(painted, grey) > 10


def test_a_mix_lies_between_its_styles_and_is_neither() -> None:
    original = photo(48, 64)

    first, both, second = (
        stylize(original, FastOptions(styles=mix)) for mix in ({FIRST: 1}, {FIRST: 1, SECOND: 1}, {SECOND: 1})
    )

    assert difference(both, first) < difference(first, second)
    assert difference(both, second) < difference(first, second)
    assert min(difference(both, first), difference(both, second)) > 5


@pytest.mark.usefixtures("small_world")
def test_progress_goes_up_to_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TILE", 52)
    shares: list[float] = []

    stylize(photo(100, 130), choices(), shares.append)

    assert shares == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])


@pytest.mark.parametrize("size", [(1, 1), (51, 52), (53, 400)], ids=str)
def test_the_tiles_cover_every_pixel_once_and_are_painted_with_what_surrounds_them(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TILE", 52)
    places = np.arange(size[0] * size[1]).reshape(size)
    covered = np.zeros(size, int)

    for inner, outer, within in module._tiles(*size):
        covered[inner] += 1
        np.testing.assert_array_equal(places[outer][within], places[inner])
        for side, (part, around) in enumerate(zip(inner, outer, strict=True)):
            assert around.start % 8 == 0
            assert around.start <= max(0, part.start - module.MARGIN)
            assert around.stop >= min(size[side], part.stop + module.MARGIN)

    assert (covered == 1).all()
