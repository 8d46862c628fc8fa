from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skimage.data import chelsea

from algorithms.io.images import resize, to_float, to_uint8
from algorithms.styles.catalogue import Kind, style, styles_of
from algorithms.styles.options import FastOptions
from algorithms.styles.unlisted import lent
from algorithms.stylize import stylize
from algorithms.wall import in_every_style

PHOTO = to_uint8(resize(to_float(chelsea()), 64, 96))
STYLES = (styles_of("photographic")[1], styles_of("painting")[2], styles_of("photographic")[3])


def sky_above(photo: np.ndarray) -> np.ndarray:
    likely = np.zeros((*photo.shape[:2], 10), "float32")
    likely[: len(photo) // 2, :, 0] = likely[len(photo) // 2 :, :, 3] = 1
    return likely


def test_each_picture_is_the_photo_in_that_style_alone() -> None:
    wall = list(in_every_style(PHOTO, STYLES, sky_above))

    for picture, each in zip(wall, STYLES, strict=True):
        alone = stylize(PHOTO, FastOptions(styles={each.slug: 100}), parse=sky_above)
        np.testing.assert_array_equal(picture, alone)


def test_the_scene_is_parsed_once_and_for_lights_only() -> None:
    asked = []

    def parse(photo: np.ndarray) -> np.ndarray:
        asked.append(photo.shape)
        return sky_above(photo)

    assert len(list(in_every_style(PHOTO, styles_of("painting")[:1], parse))) == 1
    assert asked == []
    assert len(list(in_every_style(PHOTO, [styles_of("painting")[0], *styles_of("photographic")[:2]], parse))) == 3
    assert len(asked) == 1


@pytest.mark.parametrize("kind", ["painting", "photographic"])
def test_a_style_with_a_damaged_file_is_left_out(kind: Kind, tmp_path: Path) -> None:
    first, second = styles_of(kind)[:2]
    (tmp_path / first.weights).parent.mkdir(exist_ok=True)
    (tmp_path / first.weights).write_text("no weights")

    with lent(replace(first, slug="own-damaged", folder=tmp_path)):
        damaged, sound = in_every_style(PHOTO, [style("own-damaged"), second])

    assert damaged is None
    assert sound is not None
