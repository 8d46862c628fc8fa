"""Each source's losses, computed by hand: in float64, with loops where the source has sums."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from algorithms.gatys.paint import paint
from algorithms.luan.relight import relight
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import VGG16_BLOCKS, VGG19_BLOCKS
from algorithms.recipes.presets import PHOTO_PRESETS, PRESETS
from tests.algorithms.makers import noise

Array = np.ndarray
Parts = dict[str, float]
HEIGHT, WIDTH = 32, 48


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    """Return a network with every layer of VGG-19; a block has two channels more than its number."""
    random, inputs, convolutions = np.random.default_rng(0), 3, {}
    for block, count in enumerate(VGG19_BLOCKS, 1):
        for index in range(1, count + 1):
            kernel = random.normal(0, (2 / 9 / inputs) ** 0.5, (3, 3, inputs, block + 2)).astype("float32")
            convolutions[f"conv{block}_{index}"] = kernel, random.normal(0, 0.1, block + 2).astype("float32")
            inputs = block + 2
    return LossNetwork(convolutions, padding="reflect")


def flat(features: Array) -> Array:
    """Return the features as the sources write them: one row per channel."""
    rows: Array = features[0].reshape(-1, features.shape[-1]).T
    return rows


def thesis(p: Array, style: dict[str, Array], painted: dict[str, Array], content: dict[str, Array]) -> Parts:
    gram = 0.0
    for n in style:
        ours, theirs = flat(painted[n]), flat(style[n])
        channels, positions = ours.shape
        gram += ((ours @ ours.T - theirs @ theirs.T) ** 2).sum() / (4 * channels**2 * positions**2)
    tv = ((p[:-1, :-1] - p[1:, :-1]) ** 2 + (p[:-1, :-1] - p[:-1, 1:]) ** 2).sum()  # as its code of section 4.2.2
    return {
        "content": 0.5 * ((painted["relu4_2"] - content["relu4_2"]) ** 2).sum(),
        "style": 100 * gram / 5,
        "tv": 0.1 * tv,
    }


def stylenet(p: Array, style: dict[str, Array], painted: dict[str, Array], content: dict[str, Array]) -> Parts:
    gram = 0.0
    for n in style:
        ours, theirs = flat(painted[n]), flat(style[n])
        gram += 0.2 * ((ours @ ours.T / ours.size - theirs @ theirs.T / theirs.size) ** 2).mean()
    return {
        "content": 5 * 0.5 * ((painted["relu4_2"] - content["relu4_2"]) ** 2).mean(),
        "style": 500 * gram,
        "tv": 100 * ((np.diff(p, axis=0) ** 2).mean() + (np.diff(p, axis=1) ** 2).mean()),
    }


def keras(*weights: float) -> Callable[..., Parts]:
    def losses(p: Array, style: dict[str, Array], painted: dict[str, Array], content: dict[str, Array]) -> Parts:
        gram = 0.0
        for weight, n in zip(weights, sorted(style), strict=True):
            ours, theirs = flat(painted[n]), flat(style[n])
            gram += weight * ((ours @ ours.T - theirs @ theirs.T) ** 2).sum() / (4 * 3**2 * (HEIGHT * WIDTH) ** 2)
        down, right = p[:-1, :-1] - p[1:, :-1], p[:-1, :-1] - p[:-1, 1:]
        return {
            "content": 0.08 * ((painted["relu5_2"] - content["relu5_2"]) ** 2).sum(),
            "style": gram,
            "tv": ((down**2 + right**2) ** 1.25).sum(),
        }

    return losses


def cosine(p: Array, style: dict[str, Array], painted: dict[str, Array], content: dict[str, Array]) -> Parts:
    apart = 0.0
    for n in style:
        ours, theirs = flat(painted[n]) @ flat(painted[n]).T, flat(style[n]) @ flat(style[n]).T
        apart += 1 - (ours * theirs).sum() / (np.linalg.norm(ours) * np.linalg.norm(theirs))
    kept = ("relu4_3", "relu5_1")  # what its loop over layers[::-1][:8] leaves of blocks 4 and 5
    return {
        "content": 1e-5 * sum(((painted[n] - content[n]) ** 2).mean() for n in kept),
        "style": 1e-4 * apart / 3,
        "tv": 1e-6 * ((np.diff(p, axis=0) ** 2).mean() + (np.diff(p, axis=1) ** 2).mean()) / 255**2,
    }


BY_HAND = {
    "thesis": thesis,
    "stylenet": stylenet,
    "keras-lbfgs": keras(0.1, 0.1, 0.4, 0.3, 0.1),
    "flask-vgg16": keras(*[0.2] * 5),
    "cosine": cosine,
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_weighted_losses_are_its_sources_own_and_so_is_their_balance(name: str, network: LossNetwork) -> None:
    content, style = noise(HEIGHT, WIDTH), noise(HEIGHT, WIDTH, seed=1) ** 2
    options = replace(PRESETS[name].options, start="style", steps=1, optimiser="adam", enhance=1.0)
    start = noise(HEIGHT, WIDTH, seed=2)

    losses = next(paint(network, content, [start, style], replace(options, blend=(0.0, 1.0)))).losses

    models, painted, kept = (
        {n: np.asarray(f, "float64") for n, f in network(x[None], layers).items()}
        for x, layers in (
            (style, options.style_layers),
            (start, {*options.style_layers, *options.content_layers}),
            (content, options.content_layers),
        )
    )
    expected = BY_HAND[name](255 * start.astype("float64"), models, painted, kept)
    for part, value in expected.items():
        weighted = getattr(options, f"{part}_weight") * losses[part]
        assert weighted / losses["total"] == pytest.approx(value / sum(expected.values()), rel=1e-3), part
    assert losses["total"] == pytest.approx(sum(expected.values()), rel=1e-3)


def test_every_preset_names_layers_that_its_network_has() -> None:
    for preset in PRESETS.values():
        blocks = VGG16_BLOCKS if preset.network == "vgg16" else VGG19_BLOCKS
        for layer in (*preset.options.content_layers, *preset.options.style_layers):
            block, index = layer.removeprefix("relu").split("_")
            assert int(index) <= blocks[int(block) - 1]


@pytest.mark.parametrize("name", PHOTO_PRESETS)
def test_every_photographic_preset_descends(name: str, network: LossNetwork) -> None:
    options = replace(PHOTO_PRESETS[name].options, steps=2, content_layers=("conv2_1",), style_layers=("conv1_1",))

    first, second = relight(network, noise(HEIGHT, WIDTH), noise(HEIGHT, WIDTH, seed=1) ** 2, options)

    assert second.losses["total"] < first.losses["total"]


def test_the_thesis_photographic_weights_are_its_orders_of_magnitude() -> None:
    options = PHOTO_PRESETS["thesis"].options  # e0, e2, e-3, e4 in its section 4.1.4, Adam with 1 of 255 levels

    weights = options.content_weight, options.style_weight, options.tv_weight, options.affine_weight
    assert weights == (1, 100, 1e-3, 1e4)
    assert options.learning_rate == pytest.approx(1 / 255)
