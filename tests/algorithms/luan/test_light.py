"""The light of a photo: where it moves, and how it shows."""

import numpy as np
import pytest

from algorithms.colour.optimal_transport import ColourMap
from algorithms.io.images import resize
from algorithms.luan.light import BRIGHTNESS_STEP, Light, light_objective, recoloured
from algorithms.luan.options import PhotoOptions
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.regions.gram_targets import RegionStyle
from tests.algorithms.makers import noise, small_loss_network

HEIGHT, WIDTH = 40, 80
ONES = np.ones((HEIGHT, WIDTH, 1), "float32")
OPTIONS = PhotoOptions(content_layers=("conv2_1",), style_layers=("conv1_1", "conv2_1"))


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    return small_loss_network(["relu1_1", "relu2_1"])


@pytest.fixture(scope="module")
def photo() -> np.ndarray:
    """Return a photo that is flat at the left and rough at the right."""
    picture = np.full((HEIGHT, WIDTH, 3), 0.6, "float32")
    picture[:, WIDTH // 2 :] = np.clip(resize(noise(20, 20), HEIGHT, WIDTH // 2), 0, 1)
    return picture


@pytest.fixture(scope="module")
def own(photo: np.ndarray) -> list[ColourMap]:
    return [ColourMap(photo, ONES, photo, ONES)]


def test_where_the_photo_is_flat_no_light_is_moved(photo: np.ndarray, own: list[ColourMap]) -> None:
    light = Light(photo, ONES, own)

    dark, bright = (np.asarray(light.picture(np.full_like(ONES, value)))[0] for value in (0.0, 0.15))

    change = np.abs(bright - dark).mean(axis=-1)
    assert change[:, :30].max() < 0.02
    assert change[:, 50:].mean() > 0.02


def test_without_light_the_photo_has_the_styles_colours_and_nothing_else(photo: np.ndarray) -> None:
    style = 0.4 * noise(HEIGHT, WIDTH, seed=1)
    maps = [ColourMap(photo, ONES, style, ONES)]

    picture = np.asarray(Light(photo, ONES, maps).picture(np.zeros_like(ONES)))[0]

    np.testing.assert_allclose(picture, recoloured(photo, ONES, maps), atol=1e-6)
    np.testing.assert_allclose(picture.mean(axis=(0, 1)), style.mean(axis=(0, 1)), atol=0.06)


def test_light_ends_at_one_step_of_brightness(photo: np.ndarray, own: list[ColourMap]) -> None:
    light = Light(photo, ONES, own)

    much, more = (np.asarray(light.picture(np.full_like(ONES, value)))[0] for value in (0.9, 9.0))

    brightest = recoloured(photo, ONES, own, BRIGHTNESS_STEP)
    np.testing.assert_allclose(more[:, 60:], brightest[:, 60:], atol=1e-5)
    assert np.abs(much - more)[:, 60:].max() < 1e-5


def test_each_region_has_its_own_colour_map(photo: np.ndarray) -> None:
    left = np.repeat(np.arange(WIDTH)[None] < WIDTH // 2, HEIGHT, axis=0).astype("float32")
    regions = np.stack([left, 1 - left], axis=-1)
    red, blue = (noise(20, 20, seed) * colour for seed, colour in ((1, [1, 0.1, 0.1]), (2, [0.1, 0.1, 1])))
    whole = np.ones((20, 20))
    maps = [ColourMap(photo, regions[..., k], style.astype("float32"), whole) for k, style in enumerate((red, blue))]

    picture = recoloured(photo, regions, maps)

    assert picture[:, 45:, 2].mean() > 2 * picture[:, 45:, 0].mean()


def test_the_total_is_the_weighted_sum_and_its_gradient_the_slope(
    photo: np.ndarray, own: list[ColourMap], network: LossNetwork
) -> None:
    style = RegionStyle(network, noise(24, 24, seed=1), np.ones((24, 24, 1), "float32"), ONES, OPTIONS.style_layers)
    objective = light_objective(network, Light(photo, ONES, own), style, OPTIONS)
    light = 0.02 * (noise(HEIGHT, WIDTH, seed=2)[..., :1] - 0.5)
    direction = 0.1 * noise(HEIGHT, WIDTH, seed=3)[..., :1]

    losses, gradient = objective(light)

    weights = {"content": 1.0, "style": 20.0, "tv": 0.0, "light": 600.0}  # the defaults
    assert losses["total"] == pytest.approx(sum(w * losses[name] for name, w in weights.items()), rel=1e-5)
    ahead, behind = (objective(light + step * direction)[0]["total"] for step in (1e-2, -1e-2))
    assert float((gradient * direction).sum()) == pytest.approx((ahead - behind) / 2e-2, rel=0.05)
