"""Colours moved from one distribution to another's."""

import numpy as np
import pytest

from algorithms.colour.optimal_transport import NOISE, STEEPEST, ColourMap, bend, split_detail
from tests.algorithms.makers import noise


def colours(mean: tuple[float, ...], spread: tuple[float, ...], seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, spread, (60, 70, 3)).clip(0, 1).astype("float32")


ONES = np.ones((60, 70), "float32")


def test_mean_and_spread_become_the_styles() -> None:
    photo, style = colours((0.5, 0.5, 0.5), (0.1, 0.15, 0.1), 0), colours((0.7, 0.4, 0.2), (0.1, 0.05, 0.1), 1)

    moved = ColourMap(photo, ONES, style, ONES)(photo)

    np.testing.assert_allclose(moved.mean(axis=(0, 1)), style.mean(axis=(0, 1)), atol=0.02)
    np.testing.assert_allclose(moved.std(axis=(0, 1)), style.std(axis=(0, 1)), atol=0.025)


def test_only_weighted_pixels_count() -> None:
    style = np.concatenate([colours((0.8, 0.3, 0.2), (0.05,) * 3, 1), colours((0.1, 0.1, 0.9), (0.05,) * 3, 2)])
    photo = colours((0.4, 0.5, 0.6), (0.1,) * 3, 0)

    moved = ColourMap(photo, ONES, style, np.concatenate([ONES, 0 * ONES]))(photo)

    np.testing.assert_allclose(moved.mean(axis=(0, 1)), [0.8, 0.3, 0.2], atol=0.03)


def test_a_distribution_of_two_heaps_is_met_better_than_by_the_linear_map_alone() -> None:
    photo = np.concatenate([colours((0.3,) * 3, (0.05,) * 3, 0), colours((0.7,) * 3, (0.05,) * 3, 1)])
    style = np.concatenate([colours((0.1,) * 3, (0.05,) * 3, 2), *[colours((0.9,) * 3, (0.05,) * 3, 3)] * 3])
    colour_map = ColourMap(photo, np.ones((120, 70)), style, np.ones((240, 70)))
    linear = (photo - colour_map.mean) @ colour_map.slope + colour_map.wanted_mean
    places = np.linspace(0.02, 0.98, 49)

    by_both, by_line = (
        np.abs(np.quantile(moved, places) - np.quantile(style, places)).mean() for moved in (colour_map(photo), linear)
    )

    assert by_both < 0.75 * by_line


def test_a_flat_photo_takes_the_styles_mean_and_its_noise_stays_small() -> None:
    flat = np.full((60, 70, 3), 0.9, "float32") + 0.01 * (noise(60, 70) - 0.5)
    style = colours((0.3, 0.5, 0.4), (0.25,) * 3, 1)

    moved = ColourMap(flat, ONES, style, ONES)(flat)

    np.testing.assert_allclose(moved.mean(axis=(0, 1)), style.mean(axis=(0, 1)), atol=0.06)
    assert moved.std(axis=(0, 1)).max() < 0.01 * 0.29 * 3 * STEEPEST


def test_a_grey_photo_takes_the_styles_hue() -> None:
    grey = colours((0.5,) * 3, (0.1,) * 3, 0).mean(axis=-1, keepdims=True).repeat(3, axis=-1)
    style = colours((0.8, 0.4, 0.1), (NOISE,) * 3, 1)

    moved = ColourMap(grey, ONES, style, ONES)(grey)

    np.testing.assert_allclose(moved.mean(axis=(0, 1)), [0.8, 0.4, 0.1], atol=0.03)


def test_the_same_seed_gives_the_same_map() -> None:
    photo, style = noise(20, 20), noise(20, 20, seed=1)
    ones = np.ones((20, 20), "float32")

    first, second = (ColourMap(photo, ones, style, ones, seed=3)(photo) for _ in range(2))

    np.testing.assert_array_equal(first, second)


def test_detail_and_base_add_up_and_only_faint_detail_is_taken_out() -> None:
    photo = np.full((40, 40, 3), 0.3, "float32")
    photo[:, 20:] = 0.8
    grainy = photo + 0.02 * (noise(40, 40) - 0.5)

    base, detail = split_detail(grainy)

    np.testing.assert_allclose(base + detail, grainy, atol=1e-6)
    assert base[:, 21:].mean() - base[:, :19].mean() == pytest.approx(0.5, abs=0.01)
    assert base[:, :17].std() < 0.4 * grainy[:, :17].std()


def test_blacks_and_whites_bend_and_keep_their_order() -> None:
    ramp = np.linspace(-0.5, 1.5, 201, dtype="float32").reshape(1, -1, 1).repeat(3, axis=-1)

    bent = bend(ramp)

    assert bent.min() > 0
    assert bent.max() < 1
    assert (np.diff(bent[0, :, 0]) > 0).all()
    middle = (ramp > 0.1) & (ramp < 0.9)
    np.testing.assert_array_equal(bent[middle], ramp[middle])
