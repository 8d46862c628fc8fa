"""Slow painting: its losses, its first picture, its options, and how it is interrupted and resumed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from algorithms.colour.statistics import keep_colours, match_colours
from algorithms.errors import UserError
from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint, synthesise_texture
from algorithms.io.images import resize
from algorithms.optimise.checkpoint import read_state, write_state
from algorithms.optimise.multiscale import DescentProgress
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.losses import content_loss, gram_matrix, style_loss, total_variation
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]
OPTIONS = PaintOptions(
    optimiser="adam", scales=1, steps=6, content_layers=("relu2_1",), style_layers=("relu1_1", "relu3_1")
)
SCALED = replace(OPTIONS, scales=2)


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(LAYERS)


def last(progress: Iterator[DescentProgress]) -> DescentProgress:
    *_, end = progress
    return end


def test_the_losses_are_those_of_the_vocabulary_before_their_weights(network: LossNetwork) -> None:
    content, style = noise(16, 20), noise(18, 14, seed=1)
    options = replace(
        OPTIONS, steps=1, start="style", style_layer_weights=(0.25, 0.5), content_weight=3.0, tv_weight=7.0
    )

    losses = last(paint(network, content, [style], options)).losses

    start = np.clip(resize(style, 16, 20), 0, 1)[None]
    painted, wanted, model = (network(x, LAYERS) for x in (start, content[None], style[None]))
    styles = [style_loss(painted[name], gram_matrix(model[name])[0])[0] for name in ("relu1_1", "relu3_1")]
    expected = {
        "content": float(content_loss(painted["relu2_1"], wanted["relu2_1"])[0]),
        "style": float(0.25 * styles[0] + 0.5 * styles[1]),
        "tv": float(total_variation(start)[0]),
    }
    expected["total"] = 3 * expected["content"] + 100 * expected["style"] + 7 * expected["tv"]
    assert losses == pytest.approx(expected, rel=1e-4)


def test_it_begins_with_any_picture_brought_to_the_photos_size(network: LossNetwork) -> None:
    content, style, sketch = noise(16, 20), noise(18, 14, seed=1), noise(40, 30, seed=2)
    options = replace(OPTIONS, steps=1)

    given = last(paint(network, content, [style], options, start=sketch))

    fitted = np.clip(resize(sketch, 16, 20), 0, 1)
    np.testing.assert_allclose(given.state.variable, fitted, atol=options.learning_rate * 1.01)
    as_style = last(paint(network, content, [sketch, style], replace(options, start="style", blend=(0.0, 1.0))))
    np.testing.assert_array_equal(given.state.variable, as_style.state.variable)


def test_with_an_even_pull_the_weights_alone_decide_how_much_a_layer_says(network: LossNetwork) -> None:
    content, style = noise(16, 20), noise(18, 14, seed=1)
    even = replace(OPTIONS, normalise=True, start="noise", tv_weight=0.0, style_weight=1.0)

    def moved(options: PaintOptions) -> np.ndarray:
        return last(paint(network, content, [style], options)).picture

    def apart(one: np.ndarray, other: np.ndarray) -> float:
        return float(np.abs(one - other).mean())

    # a hundredth of a layer's loss pulls as hard as the whole: only the layers' weights count
    both = moved(even)
    assert apart(both, moved(replace(even, content_weight=0.0))) > 1e-3
    assert apart(both, moved(replace(OPTIONS, start="noise", tv_weight=0.0, style_weight=1.0))) > 1e-3
    assert apart(both, moved(replace(even, content_weight=2.0, style_weight=2.0))) < 1e-4


def test_an_even_pull_needs_the_steady_pace() -> None:
    with pytest.raises(UserError, match="An even pull of all layers has no common total; choose the steady pace"):
        PaintOptions(normalise=True)


@pytest.mark.parametrize("optimiser", ["adam", "l-bfgs"])
def test_painting_lowers_the_loss_and_keeps_within_black_and_white(network: LossNetwork, optimiser: str) -> None:
    dark = noise(18, 14, seed=1) ** 3
    progress = list(paint(network, noise(16, 20), [dark], replace(OPTIONS, optimiser=optimiser)))

    assert progress[-1].losses["total"] < 0.9 * progress[0].losses["total"]
    assert [now.step for now in progress] == [1, 2, 3, 4, 5, 6]
    assert progress[-1].picture.shape == (16, 20, 3)
    assert progress[-1].picture.min() >= 0
    assert progress[-1].picture.max() <= 1


@pytest.mark.parametrize("optimiser", ["adam", "l-bfgs"])
@pytest.mark.parametrize("step", [1, 4, 5])  # within the coarse scale, at its end, within the fine one
def test_a_painting_resumed_from_a_file_ends_as_if_never_stopped(
    network: LossNetwork, tmp_path: Path, optimiser: str, step: int
) -> None:
    options = replace(SCALED, optimiser=optimiser)
    pictures = noise(16, 20), [noise(18, 14, seed=1)]
    whole = list(paint(network, *pictures, options))
    write_state(tmp_path / "state.npz", whole[step - 1].state)

    resumed = list(paint(network, *pictures, options, read_state(tmp_path / "state.npz")))

    assert [now.step for now in resumed] == list(range(step + 1, 7))
    np.testing.assert_array_equal(resumed[-1].picture, whole[-1].picture)


def test_a_finished_painting_resumed_has_nothing_left_to_do(network: LossNetwork) -> None:
    pictures = noise(16, 20), [noise(18, 14, seed=1)]

    assert list(paint(network, *pictures, OPTIONS, last(paint(network, *pictures, OPTIONS)).state)) == []


def test_the_state_of_another_painting_is_refused(network: LossNetwork) -> None:
    state = last(paint(network, noise(16, 20), [noise(18, 14, seed=1)], OPTIONS)).state

    with pytest.raises(ValueError, match="checkpoint is of another painting"):
        paint(network, noise(16, 20), [noise(18, 14, seed=2)], OPTIONS, state)


def test_coarse_sizes_come_first_and_get_more_steps(network: LossNetwork) -> None:
    sizes = [now.picture.shape[:2] for now in paint(network, noise(16, 20), [noise(18, 16, seed=1)], SCALED)]

    assert sizes == [(8, 10)] * 4 + [(16, 20)] * 2


def test_the_mix_is_six_parts_of_noise_and_four_of_the_photo(network: LossNetwork) -> None:
    content, style = noise(16, 20, seed=3), noise(18, 14, seed=1)
    still = replace(OPTIONS, steps=1, learning_rate=0.0)

    mix, white = (last(paint(network, content, [style], replace(still, start=s))).picture for s in ("mix", "noise"))

    np.testing.assert_allclose(mix, 0.6 * white + 0.4 * content, atol=1e-6)
    assert white.std() == pytest.approx(12**-0.5, abs=0.02)  # the spread of even noise in [0, 1]


def test_grey_is_the_mean_colour_with_hardly_any_noise(network: LossNetwork) -> None:
    still = replace(OPTIONS, steps=1, learning_rate=0.0, start="grey")

    picture = 255 * last(paint(network, noise(16, 20), [noise(18, 14, seed=1)], still)).picture

    # Keras subtracts 103.939, 116.779, 123.68 from blue, green, red
    np.testing.assert_allclose(picture.mean(axis=(0, 1)), [123.68, 116.779, 103.939], atol=0.1)
    assert picture[..., 0].std() == pytest.approx(0.256, rel=0.1)


def test_noise_depends_on_the_seed_alone(network: LossNetwork) -> None:
    content, styles = noise(16, 20), [noise(18, 14, seed=1)]
    one, again, other = (
        last(paint(network, content, styles, replace(OPTIONS, steps=1, start="noise", seed=seed))).picture
        for seed in (5, 5, 6)
    )

    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).mean() > 0.1


def test_a_style_without_weight_has_no_part_and_two_blend(network: LossNetwork) -> None:
    content, first, second = noise(16, 20), noise(18, 14, seed=1), noise(18, 14, seed=2) ** 3
    alone = last(paint(network, content, [first], OPTIONS)).picture
    without = last(paint(network, content, [first, second], replace(OPTIONS, blend=(2.0, 0.0)))).picture
    blend = last(paint(network, content, [first, second], OPTIONS)).picture

    np.testing.assert_allclose(without, alone, atol=1e-5)
    assert np.abs(blend - alone).max() > 0.01


def test_the_style_scale_is_as_if_the_style_had_been_resized(network: LossNetwork) -> None:
    content, style = noise(16, 20), noise(18, 14, seed=1)

    scaled = last(paint(network, content, [style], replace(OPTIONS, style_scale=2.0))).losses
    resized = last(paint(network, content, [resize(style, 36, 28)], OPTIONS)).losses

    assert scaled == resized


def test_with_the_photos_colours_only_its_luminance_is_painted(network: LossNetwork) -> None:
    content, styles = 0.4 + 0.2 * noise(16, 20), [noise(18, 14, seed=1)]

    plain, kept = (last(paint(network, content, styles, replace(OPTIONS, colours=c))) for c in ("style", "luminance"))

    np.testing.assert_array_equal(kept.picture, keep_colours(plain.picture, content))
    np.testing.assert_array_equal(kept.state.variable, plain.picture)


def test_with_the_photos_statistics_the_style_is_moved_first(network: LossNetwork) -> None:
    content, style = noise(16, 20), noise(18, 14, seed=1) ** 3

    matched = last(paint(network, content, [style], replace(OPTIONS, colours="statistics"))).picture
    moved = last(paint(network, content, [match_colours(style, content)], OPTIONS)).picture

    np.testing.assert_array_equal(matched, moved)


def test_a_picture_larger_than_a_tile_is_painted_as_if_at_once(network: LossNetwork) -> None:
    pictures = noise(70, 90), [noise(80, 75, seed=1)]
    options = replace(OPTIONS, steps=3, learning_rate=0.001)

    whole, tiled = (last(paint(network, *pictures, replace(options, tile=tile))) for tile in (1024, 64))

    assert tiled.losses == pytest.approx(whole.losses, rel=1e-4)


def test_regions_take_their_strokes_from_regions_of_the_style(network: LossNetwork) -> None:
    content = 0.45 + 0.1 * noise(16, 32)
    style = np.concatenate([0.2 * noise(24, 24, seed=1), 1 - 0.2 * noise(24, 24, seed=2)], axis=1)
    left = np.repeat(np.arange(32)[None] < 16, 16, axis=0).astype("float32")
    own = np.stack([left, 1 - left], axis=-1)
    style_left = np.repeat(np.arange(48)[None] < 24, 24, axis=0).astype("float32")
    style_regions = np.stack([style_left, 1 - style_left], axis=-1)
    options = replace(OPTIONS, steps=15, content_weight=0.0, style_layers=("relu1_1",))

    dark_left = last(paint(network, content, [style], options, regions=(own, style_regions))).picture
    dark_right = last(paint(network, content, [style], options, regions=(own, style_regions[..., ::-1].copy()))).picture

    change = dark_left - dark_right
    assert change[:, :14].mean() < -0.05
    assert change[:, 18:].mean() > 0.05


def test_masks_go_with_one_style_and_the_relative_losses(network: LossNetwork) -> None:
    content, regions = noise(16, 20), np.ones((16, 20, 1), "float32")

    for styles, losses in (([content, content], "relative"), ([content], "thesis")):
        with pytest.raises(UserError, match="one style and the relative losses"):
            paint(network, content, styles, replace(OPTIONS, losses=losses), regions=(regions, regions))


def test_a_texture_comes_out_of_noise_in_the_size_asked_for(network: LossNetwork) -> None:
    progress = list(synthesise_texture(network, [noise(18, 14, seed=1)], 17, 23, OPTIONS))

    assert progress[-1].picture.shape == (17, 23, 3)
    assert progress[-1].losses["style"] < progress[0].losses["style"]
    assert progress[-1].losses["content"] == 0


def test_pictures_that_cannot_be_painted_are_refused_plainly(network: LossNetwork) -> None:
    good, flat = noise(16, 20), np.full((16, 20, 3), 0.5, "float32")
    broken = good.copy()
    broken[3, 4, 1] = np.nan

    for content, style, words in (
        (good[:1], good, "photo is 20 × 1 pixels"),
        (good, good[:, :1], "style's picture is 1 × 16 pixels"),
        (flat, good, "photo is of one single colour"),
        (good, flat, "style's picture is of one single colour"),
        (good, broken, "not numbers"),
    ):
        with pytest.raises(ValueError, match=words):
            paint(network, content, [style], OPTIONS)


def test_an_unknown_layer_and_a_picture_too_small_for_its_layer_are_refused(network: LossNetwork) -> None:
    with pytest.raises(ValueError, match="There is no layer 'relu9_9'; give names"):
        last(paint(network, noise(16, 20), [noise(16, 20)], replace(OPTIONS, style_layers=("relu9_9",))))
    with pytest.raises(ValueError, match="too small for these layers"):
        last(paint(network, noise(3, 20), [noise(16, 20)], OPTIONS))


def test_a_loss_that_is_no_number_ends_the_painting(network: LossNetwork) -> None:
    kernel, bias = network.convolutions["conv1_1"]
    broken = replace(network, convolutions={**network.convolutions, "conv1_1": (kernel * np.nan, bias)})

    with pytest.raises(ValueError, match="loss is nan after 1 steps"):
        last(paint(broken, noise(16, 20), [noise(18, 14, seed=1)], OPTIONS))


def test_a_photo_too_small_for_all_scales_is_painted_in_fewer(network: LossNetwork) -> None:
    content, style = noise(12, 40), noise(40, 40, seed=1)  # block 3 wants 8 pixels: half of 12 is too small

    end = last(paint(network, content, [style], replace(OPTIONS, scales=3)))

    alone = last(paint(network, content, [style], OPTIONS))
    assert end.step == OPTIONS.steps
    np.testing.assert_array_equal(end.picture, alone.picture)
