"""Relighting: both descents, their regions, and how they are interrupted and resumed."""

from dataclasses import replace

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from algorithms.colour.optimal_transport import ColourMap
from algorithms.errors import UserError
from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.io.images import resize
from algorithms.luan.light import recoloured
from algorithms.luan.options import PhotoOptions
from algorithms.luan.relight import relight
from algorithms.perceptual.loss_network import LossNetwork
from tests.algorithms.makers import noise, small_loss_network

HEIGHT, WIDTH = 48, 64
OPTIONS = PhotoOptions(steps=4, scales=1, content_layers=("conv2_1",), style_layers=("conv1_1", "conv2_1"))
PIXELS = replace(OPTIONS, optimise="pixels", affine_weight=0.01, learning_rate=0.002)


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(["relu1_1", "relu2_1"])


def scene(seed: int, height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    """Return a picture with soft shapes: a bright upper half over a dark, coarse-grained one."""
    picture: np.ndarray = 0.4 * resize(noise(height // 8, width // 8, seed), height, width).clip(0.0, 1.0)
    picture[: height // 2] += 0.5
    return picture.clip(0.0, 1.0)


def halves(height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    regions = np.zeros((height, width, 2), "float32")
    regions[: height // 2, :, 0], regions[height // 2 :, :, 1] = 1, 1
    return regions


def last(*args: object, **others: object) -> np.ndarray:
    *_, end = relight(*args, **others)  # type: ignore[arg-type]
    return end.picture


def test_the_total_falls_and_the_picture_stays_within_black_and_white(network: LossNetwork) -> None:
    progress = list(relight(network, scene(0), 0.3 * scene(1), OPTIONS))

    assert progress[-1].losses["total"] < progress[0].losses["total"]
    assert [now.step for now in progress] == [1, 2, 3, 4]
    assert 0 <= progress[-1].picture.min() <= progress[-1].picture.max() <= 1


def test_it_takes_the_styles_light_and_keeps_the_photos_structure(network: LossNetwork) -> None:
    photo, style = scene(0), np.array([0.5, 0.3, 0.2], "float32") * scene(1)

    relit = last(network, photo, style, OPTIONS)

    np.testing.assert_allclose(relit.mean(axis=(0, 1)), style.mean(axis=(0, 1)), atol=0.06)
    grey = relit.mean(axis=-1) / relit.mean(), photo.mean(axis=-1) / photo.mean()
    assert structural_similarity(*grey, data_range=2.0) > 0.8


def test_each_region_takes_the_colours_of_its_own(network: LossNetwork) -> None:
    style = np.concatenate([scene(1)[:24] * [1.0, 0.2, 0.2], scene(1)[24:] * [0.2, 0.2, 1.0]]).astype("float32")

    relit = last(network, scene(0), style, OPTIONS, (halves(), halves()))

    assert relit[:20, :, 0].mean() > 1.5 * relit[:20, :, 2].mean()
    assert relit[28:, :, 2].mean() > 1.5 * relit[28:, :, 0].mean()


def test_pixels_start_from_the_regions_colours_and_descends(network: LossNetwork) -> None:
    photo, style = scene(0), 0.4 * scene(1)
    ones = np.ones((HEIGHT, WIDTH, 1), "float32")
    start = recoloured(photo, ones, [ColourMap(photo, ones, style, ones)])

    progress = list(relight(network, photo, style, PIXELS))

    np.testing.assert_allclose(progress[0].picture, start, atol=0.06)
    assert progress[-1].losses["total"] < progress[0].losses["total"]


@pytest.mark.parametrize(("options", "share"), [(PIXELS, 1.0), (OPTIONS, 0.5)], ids=["pixels", "light"])
def test_it_begins_with_what_the_fast_way_made_unless_it_shall_not(
    network: LossNetwork, options: PhotoOptions, share: float
) -> None:
    photo, style, fast = scene(0), 0.4 * scene(1), 0.8 * scene(2)
    ones = np.ones((HEIGHT, WIDTH, 1), "float32")
    colours = recoloured(photo, ones, [ColourMap(photo, ones, style, ones)])

    first, other = (
        next(relight(network, photo, style, replace(options, start=each), fast=fast)).picture
        for each in ("fast", "colours")
    )

    np.testing.assert_allclose(first.mean(), (share * fast + (1 - share) * colours).mean(), atol=0.03)
    np.testing.assert_allclose(other.mean(), colours.mean(), atol=0.03)


def test_the_affine_term_holds_pixels_back(network: LossNetwork) -> None:
    free, held = (
        last(
            network,
            scene(0),
            noise(HEIGHT, WIDTH),
            replace(PIXELS, affine_weight=weight, start="content", learning_rate=0.02),
        )
        for weight in (0.0, 100.0)
    )

    energies = [np.vdot(p, matting_laplacian_product(scene(0)[None], p[None])) for p in (free, held)]
    assert energies[1] < 0.3 * energies[0]


def test_smoothing_follows_the_photos_edges(network: LossNetwork) -> None:
    options = replace(PIXELS, start="mix", steps=1)
    rough, smooth = (last(network, scene(0), scene(1), replace(options, smooth=each)) for each in (False, True))

    assert np.abs(np.diff(smooth, axis=1)).mean() < 0.5 * np.abs(np.diff(rough, axis=1)).mean()


@pytest.mark.parametrize("options", [OPTIONS, replace(PIXELS, losses="thesis", optimiser="l-bfgs", steps=2)])
def test_an_interrupted_one_goes_on_to_the_same_picture(network: LossNetwork, options: PhotoOptions) -> None:
    whole = list(relight(network, scene(0), scene(1), options))

    rest = list(relight(network, scene(0), scene(1), options, resume=whole[0].state))

    np.testing.assert_array_equal(rest[-1].picture, whole[-1].picture)


def test_the_state_of_another_photo_is_refused(network: LossNetwork) -> None:
    state = next(relight(network, scene(0), scene(1), OPTIONS)).state

    with pytest.raises(ValueError, match="The checkpoint is of another painting"):
        relight(network, scene(2), scene(1), OPTIONS, resume=state)


def test_coarse_sizes_come_first_where_there_is_room(network: LossNetwork) -> None:
    options = replace(OPTIONS, steps=3, scales=2)

    sizes = [now.picture.shape for now in relight(network, scene(0, 64, 80), scene(1, 64, 80), options)]
    small = [now.picture.shape for now in relight(network, scene(0, 7, 9), scene(1), options)]

    assert sizes == [(32, 40, 3)] * 2 + [(64, 80, 3)]
    assert small == [(7, 9, 3)] * 3  # block 2 wants 4 pixels: half of 7 is too small


@pytest.mark.parametrize(
    ("content", "style", "message"),
    [
        (np.full((40, 40, 3), 0.5, "float32"), noise(40, 40), "The photo is of one single colour"),
        (noise(40, 40), np.zeros((40, 40, 3), "float32"), "The style's picture is of one single colour"),
        (noise(1, 40), noise(40, 40), "The photo is 40 × 1 pixels; give one of at least 2 × 2"),
    ],
)
def test_pictures_with_nothing_to_show_are_refused(
    network: LossNetwork, content: np.ndarray, style: np.ndarray, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        relight(network, content, style, OPTIONS)


def test_regions_that_do_not_fit_are_refused(network: LossNetwork) -> None:
    with pytest.raises(ValueError, match=r"The regions of the style have shape \(24, 32, 2\); expected \(48, 64\)"):
        relight(network, scene(0), scene(1), OPTIONS, (halves(), halves(24, 32)))
    with pytest.raises(UserError, match="The photo has 2 regions, the style 1; give as many"):
        relight(network, scene(0), scene(1), OPTIONS, (halves(), halves()[..., :1] + 1))
    with pytest.raises(UserError, match="The style has a region without any pixel"):
        relight(network, scene(0), scene(1), OPTIONS, (halves(), halves() * [1, 0]))


def test_a_tiny_photo_says_what_is_too_small(network: LossNetwork) -> None:
    with pytest.raises(UserError, match="The photo is 20 × 3 pixels; give one of at least 5 × 5"):
        relight(network, noise(3, 20), scene(1), OPTIONS)
