"""One door to both fast methods, with the networks that ship."""

from dataclasses import replace

import numpy as np
import pytest
from skimage.data import astronaut

from algorithms.grading.grade import grade
from algorithms.johnson import stylize as johnson
from algorithms.regions.scene_groups import SceneGroup
from algorithms.styles.catalogue import WORKING_SIDE, styles_of
from algorithms.styles.options import FastOptions
from algorithms.stylize import preview_side, stylize

PAINTING = FastOptions(styles={styles_of("painting")[0].slug: 100})
PHOTOGRAPHIC = FastOptions(styles={styles_of("photographic")[0].slug: 100})
PHOTO = astronaut()[:64, :80].copy()


@pytest.mark.parametrize(("options", "method"), [(PAINTING, johnson.stylize), (PHOTOGRAPHIC, grade)])
def test_the_kind_of_the_styles_decides_which_method_works(options: FastOptions, method: object) -> None:
    finished: list[float] = []

    made = stylize(PHOTO, options, finished.append)

    np.testing.assert_array_equal(made, method(PHOTO, options))  # type: ignore[operator]
    assert finished[-1] == 1.0


@pytest.mark.parametrize("options", [PAINTING, PHOTOGRAPHIC])
def test_a_part_of_the_photo_alone_gets_the_style(options: FastOptions) -> None:
    def parse(photo: np.ndarray) -> np.ndarray:
        likely = np.zeros((*photo.shape[:2], 10), "float32")
        likely[:, : photo.shape[1] // 2, SceneGroup.SKY] = likely[:, photo.shape[1] // 2 :, SceneGroup.GROUND] = 1
        return likely

    whole = stylize(PHOTO, options, parse=parse)
    part = stylize(PHOTO, replace(options, where="not-sky"), parse=parse)

    np.testing.assert_allclose(part[:, :20].astype(int), PHOTO[:, :20], atol=12)
    np.testing.assert_allclose(part[:, -20:].astype(int), whole[:, -20:], atol=12)
    assert np.abs(whole.astype(int) - PHOTO)[:, :20].mean() > 20


def test_a_part_without_a_parser_is_an_error_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="the part 'sky' was asked for without a parser"):
        stylize(PHOTO, replace(PAINTING, where="sky"))


def test_a_paintings_preview_needs_the_working_size_and_a_graded_one_the_whole_photo() -> None:
    fine = FastOptions(styles=PAINTING.styles, stroke=50)  # strokes of half the size are painted at twice the size

    assert preview_side(PAINTING) == WORKING_SIDE
    assert preview_side(fine) == 2 * WORKING_SIDE
    assert preview_side(PHOTOGRAPHIC) is None
