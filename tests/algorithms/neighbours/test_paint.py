"""Painting by neighbours: from small to large, interrupted and resumed, with regions, several styles and colours."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from algorithms.colour.statistics import keep_colours
from algorithms.errors import UserError
from algorithms.io.images import resize
from algorithms.neighbours.options import NeighbourOptions
from algorithms.neighbours.paint import paint_by_neighbours
from algorithms.optimise.checkpoint import read_state, write_state
from algorithms.optimise.multiscale import DescentProgress
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]
OPTIONS = NeighbourOptions(steps=10, scales=2, layers=tuple(LAYERS), turned=False)


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def last(progress: Iterator[DescentProgress]) -> DescentProgress:
    *_, end = progress
    return end


def halves(height: int, width: int) -> np.ndarray:
    left = np.repeat(np.arange(width)[None] < width / 2, height, axis=0).astype("float32")
    return np.stack([left, 1 - left], axis=-1)


def test_sizes_grow_and_each_stage_comes_nearer_to_its_neighbours(network: LossNetwork) -> None:
    progress = list(paint_by_neighbours(network, noise(32, 40), [noise(36, 28, seed=1)], OPTIONS))

    assert [now.step for now in progress] == list(range(1, 11))
    assert [now.picture.shape for now in progress] == [(16, 20, 3)] * 6 + [(32, 40, 3)] * 4
    assert progress[5].losses["total"] < progress[0].losses["total"]
    assert 0 <= progress[-1].picture.min() <= progress[-1].picture.max() <= 1


def test_it_begins_with_any_picture_brought_to_the_photos_size(network: LossNetwork) -> None:
    sketch = noise(20, 50, seed=3)

    first = next(paint_by_neighbours(network, noise(32, 40), [noise(36, 28, seed=1)], OPTIONS, start=sketch))

    fitted = np.clip(resize(np.clip(resize(sketch, 32, 40), 0, 1), 16, 20), 0, 1)
    np.testing.assert_allclose(first.state.memory["origin"], fitted, atol=1e-6)


@pytest.mark.parametrize("step", [1, 6, 7, 8, 9])  # in the first size, at its end, and around the finishing stages
def test_a_painting_resumed_from_a_file_ends_as_if_never_stopped(
    network: LossNetwork, tmp_path: Path, step: int
) -> None:
    pictures = noise(32, 40), [noise(36, 28, seed=1)]
    whole = list(paint_by_neighbours(network, *pictures, OPTIONS))
    write_state(tmp_path / "state.npz", whole[step - 1].state)

    resumed = list(paint_by_neighbours(network, *pictures, OPTIONS, read_state(tmp_path / "state.npz")))

    assert [now.step for now in resumed] == list(range(step + 1, 11))
    np.testing.assert_array_equal(resumed[-1].picture, whole[-1].picture)


def test_the_state_of_another_painting_is_refused(network: LossNetwork) -> None:
    state = next(paint_by_neighbours(network, noise(32, 40), [noise(36, 28, seed=1)], OPTIONS)).state

    with pytest.raises(UserError, match="checkpoint is of another painting"):
        paint_by_neighbours(network, noise(32, 40), [noise(36, 28, seed=2)], OPTIONS, state)


def test_a_region_is_painted_with_the_strokes_of_its_own_region(network: LossNetwork) -> None:
    content = 0.45 + 0.1 * noise(32, 48)
    style = np.concatenate([0.2 * noise(40, 24, seed=1), 1 - 0.2 * noise(40, 24, seed=2)], axis=1)
    own, other = halves(32, 48), halves(40, 48)

    dark_left, dark_right = (
        last(paint_by_neighbours(network, content, [style], OPTIONS, regions=(own, masks))).picture
        for masks in (other, other[..., ::-1].copy())
    )

    change = dark_left - dark_right
    assert change[:, :20].mean() < -0.3
    assert change[:, 28:].mean() > 0.3


def test_masks_go_with_one_style(network: LossNetwork) -> None:
    with pytest.raises(UserError, match="Masks go with one style"):
        paint_by_neighbours(
            network, noise(32, 40), [noise(36, 28), noise(36, 28)], OPTIONS, regions=(halves(32, 40), halves(36, 28))
        )


def test_a_style_without_weight_has_no_part_and_two_are_mixed(network: LossNetwork) -> None:
    content, first, second = noise(32, 40), noise(36, 28, seed=1), noise(36, 28, seed=2) ** 3
    alone = last(paint_by_neighbours(network, content, [first], OPTIONS)).state.variable
    without, mixed = (
        last(paint_by_neighbours(network, content, [first, second], replace(OPTIONS, blend=blend))).state.variable
        for blend in ((2.0, 0.0), (1.0, 1.0))
    )

    np.testing.assert_allclose(without, alone, atol=1e-4)
    assert np.abs(mixed - alone).max() > 0.05


def test_turned_strokes_are_among_those_to_choose_from(network: LossNetwork) -> None:
    style = noise(36, 28, seed=1)
    turned = np.ascontiguousarray(np.rot90(style))

    away = [
        next(paint_by_neighbours(network, turned, [style], replace(OPTIONS, scales=1, turned=each))).losses["style"]
        for each in (True, False)
    ]

    assert away[0] < 1e-3 < away[1]


def test_the_result_has_the_styles_colours_or_the_photos(network: LossNetwork) -> None:
    content, style = 0.5 * noise(32, 40), 1 - 0.3 * noise(36, 28, seed=1)

    painted, kept = (
        last(paint_by_neighbours(network, content, [style], replace(OPTIONS, colours=colours)))
        for colours in ("style", "luminance")
    )

    np.testing.assert_allclose(painted.picture.mean(axis=(0, 1)), style.mean(axis=(0, 1)), atol=0.03)
    np.testing.assert_array_equal(kept.picture, keep_colours(kept.state.variable, content))


def test_a_larger_share_of_the_photo_changes_what_is_painted(network: LossNetwork) -> None:
    pictures = noise(32, 40), [noise(36, 28, seed=1)]

    free, close = (
        last(paint_by_neighbours(network, *pictures, replace(OPTIONS, photo_share=share))).state.variable
        for share in (0.0, 1.0)
    )

    assert np.abs(free - close).max() > 0.05
