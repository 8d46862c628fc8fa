"""Photos in the light of other photos."""

from pathlib import Path

import numpy as np
import pytest
from skimage.data import astronaut, coffee

from algorithms.errors import FileError
from algorithms.grading import grade as fast_photo
from algorithms.grading.grade import grade_by, in_light_of, light_of_photo
from algorithms.grading.light import write_light
from algorithms.io.images import to_float, to_uint8
from algorithms.styles import options as fast_options
from algorithms.styles.catalogue import Style, styles_of
from algorithms.styles.options import FastOptions
from tests.algorithms.makers import noise

PHOTO = astronaut()[:90, 180:300].copy()
REFERENCES = {"dawn": coffee()[:200:2, :300:2].copy(), "dusk": 255 - coffee()[:200:2, :300:2]}
MIXES: tuple[dict[str, int], ...] = ({"dawn": 1}, {"dawn": 1, "dusk": 1}, {"dusk": 1})


@pytest.fixture(autouse=True)
def styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Style]:
    made = {}
    for slug, reference in REFERENCES.items():
        write_light(tmp_path / f"{slug}.npz", light_of_photo(reference))
        made[slug] = Style(slug, slug, "Ada", "2026", "photographic", f"{slug}.npz", 0, "", folder=tmp_path)
    monkeypatch.setattr(fast_options, "style", made.__getitem__)
    return made


def dusk(strength: int = 100) -> FastOptions:
    return FastOptions(styles={"dusk": 100}, strength=strength)


@pytest.mark.parametrize("slug", list(REFERENCES))
def test_the_result_has_the_photos_size_and_the_references_colours(slug: str) -> None:
    graded = fast_photo.grade(PHOTO, FastOptions(styles={slug: 100}))

    assert (graded.shape, str(graded.dtype)) == (PHOTO.shape, "uint8")
    wanted = REFERENCES[slug].mean(axis=(0, 1))
    assert np.abs(PHOTO.mean(axis=(0, 1)) - wanted).max() > 40
    np.testing.assert_allclose(graded.mean(axis=(0, 1)), wanted, atol=14)


def test_a_photo_as_floats_gets_the_same_light_as_in_whole_levels() -> None:
    lit = in_light_of(to_float(PHOTO), to_float(REFERENCES["dusk"]))

    np.testing.assert_allclose(255 * lit, fast_photo.grade(PHOTO, dusk()), atol=3)


def test_without_strength_the_photo_stays_and_half_of_it_goes_half_way() -> None:
    half, full = (fast_photo.grade(PHOTO, dusk(strength)).astype(int) for strength in (50, 100))

    np.testing.assert_array_equal(fast_photo.grade(PHOTO, dusk(0)), PHOTO)
    np.testing.assert_allclose(half.mean(axis=(0, 1)), (full + PHOTO).mean(axis=(0, 1)) / 2, atol=2)


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
def test_the_smallest_photos_are_graded_too(size: tuple[int, int]) -> None:
    assert fast_photo.grade(to_uint8(noise(*size)), dusk()).shape == (*size, 3)


def test_a_mix_lies_in_the_middle_of_its_lights() -> None:
    first, both, second = (
        fast_photo.grade(PHOTO, FastOptions(styles=mix)).astype(int).mean(axis=(0, 1)) for mix in MIXES
    )

    assert np.abs(first - second).max() > 40
    np.testing.assert_allclose(both, (first + second) / 2, atol=4)


def test_a_black_and_white_reference_leaves_no_colour() -> None:
    grey = np.repeat(REFERENCES["dawn"].mean(axis=-1, keepdims=True), 3, axis=-1).astype("uint8")

    made = grade_by(PHOTO, [(light_of_photo(grey), 1.0)]).astype(int)

    assert np.ptp(PHOTO.astype(int), axis=-1).mean() > 20
    assert np.ptp(made, axis=-1).mean() < 3


def test_a_lights_file_that_is_missing_is_told(styles: dict[str, Style]) -> None:
    styles["dusk"].weights_path.unlink()

    with pytest.raises(FileError, match=r"There is no weights file .*dusk\.npz"):
        fast_photo.grade(PHOTO, dusk())


def test_every_light_that_ships_can_be_read() -> None:
    for style in styles_of("photographic"):
        assert fast_photo._light(style).levels[0].means.shape[1] == 3
