"""Sliced Wasserstein distances of regions, against numbers worked out by hand."""

import numpy as np
import pytest
from keras import ops

from algorithms.colour.sliced_wasserstein import colour_distance

SIDE, PIXELS = 8, 64
RED, GREY, BETWEEN = (0.8, 0.2, 0.2), (0.5, 0.5, 0.5), (0.6, 0.4, 0.4)


def flat(colour: tuple[float, float, float]) -> np.ndarray:
    return np.full((1, SIDE, SIDE, 3), colour, "float32")


def batch(colour: tuple[float, float, float], amount: float, share: float = 1.0) -> dict[str, np.ndarray]:
    """Return the arrays of one region whose pixels go towards a colour; the directions are the four axes."""
    style = np.zeros((1, 1, PIXELS, 4), "float32")
    style[..., :3] = colour
    return {
        "pixels": np.arange(PIXELS, dtype="int32")[None, None],
        "heights": np.zeros((1, 1, PIXELS), "float32"),
        "style_colours": style,
        "directions": np.eye(4, dtype="float32"),
        "amounts": np.array([[amount]], "float32"),
        "shares": np.array([[share]], "float32"),
    }


def distance(given: dict[str, np.ndarray], photo: np.ndarray, graded: np.ndarray) -> float:
    return float(colour_distance(given, ops.convert_to_tensor(photo), ops.convert_to_tensor(graded)))


def test_it_is_zero_where_the_colours_are_where_they_shall_be() -> None:
    assert distance(batch(RED, 1.0), flat(GREY), flat(RED)) == pytest.approx(0.0, abs=1e-6)
    assert distance(batch(RED, 1 / 3), flat(GREY), flat(BETWEEN)) == pytest.approx(0.0, abs=1e-6)
    assert distance(batch(RED, 0.0), flat(GREY), flat(GREY)) == 0.0


def test_chroma_counts_more_than_lightness() -> None:
    lighter = distance(batch((0.6, 0.6, 0.6), 1.0), flat(GREY), flat(GREY))
    redder = distance(batch((0.6, 0.5, 0.4), 1.0), flat(GREY), flat(GREY))

    assert lighter == pytest.approx(0.3**2 / 3 / 4, rel=1e-4)  # 0.1 · 3 / √3 along one of four directions
    assert redder == pytest.approx(2.5**2 * 0.2**2 / 2 / 4, rel=1e-4)  # 2.5 · 0.2 / √2


def test_only_the_distribution_counts_not_which_pixel_has_which_colour() -> None:
    photo = np.random.default_rng(0).random((1, SIDE, SIDE, 3), "float32")
    given = batch(RED, 1.0)
    given["style_colours"][0, 0, :, :3] = np.random.default_rng(1).permutation(photo.reshape(-1, 3))

    assert distance(given, flat(GREY), photo) == pytest.approx(0.0, abs=1e-9)


def test_a_region_counts_by_its_share() -> None:
    whole, half = (distance(batch(RED, 1.0, share), flat(GREY), flat(GREY)) for share in (1.0, 0.5))

    assert half == pytest.approx(whole / 2)


def test_heights_count_too() -> None:
    given = batch(GREY, 1.0)
    given["style_colours"][0, 0, : PIXELS // 2, 3] = 1.0

    assert distance(given, flat(GREY), flat(GREY)) == pytest.approx(0.3**2 / 2 / 4)
