"""Any painting's style parameters."""

import numpy as np
import pytest

from algorithms.johnson.encode_style import SIDE, params_of_painting, reduced
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.style_encoder import statistics_of
from algorithms.perceptual.vgg import compact
from algorithms.styles.catalogue import PAINTER_FILE
from tests.algorithms.makers import noise


def test_the_compiled_encoder_says_what_the_trained_one_does() -> None:
    picture = noise(90, 120)

    found = params_of_painting(picture)

    expected = read_painter(PAINTER_FILE).encoder(statistics_of(compact(), reduced(picture)[None]))[0]
    np.testing.assert_allclose(found, expected, atol=1e-3)


@pytest.mark.parametrize("size", [(2, 3), (700, 500), (3, 900)], ids=str)
def test_a_picture_of_any_size_is_encoded(size: tuple[int, int]) -> None:
    assert np.isfinite(params_of_painting(noise(*size))).all()
    assert 32 <= max(reduced(noise(*size)).shape) <= SIDE


def test_different_paintings_have_different_parameters() -> None:
    red = np.full((64, 64, 3), (0.9, 0.1, 0.1), "float32")

    assert np.abs(params_of_painting(red) - params_of_painting(noise(64, 64))).max() > 0.1
