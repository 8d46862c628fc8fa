"""The balance of the photographic presets' losses at the first step, against each source's code worked out by hand.

The expected numbers follow `neuralstyle_seg.lua` of Luan et al. and the code that the thesis prints in section 4.2.2,
step by step and in float64: a masked activation, its Gram matrix, its divisor, the mean of the squares.
"""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.filters.matting_laplacian import matting_laplacian_product
from algorithms.luan.relight import relight
from algorithms.optimise.start import MIX_CONTENT, MIX_NOISE
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.recipes.presets import PHOTO_PRESETS
from algorithms.recipes.region_samples import RegionSamples, StyleRegions
from algorithms.recipes.thesis_photo import ThesisPhotoTrainer, affine_loss
from algorithms.regions.layer_masks import masks_at_layers
from algorithms.training.options import ThesisPhotoOptions
from tests.algorithms.makers import noise, small_transform_net

Array = np.ndarray
CHANNELS = {"conv1_1": 2, "conv2_1": 3, "conv3_1": 4, "conv4_1": 5, "conv4_2": 6, "conv5_1": 7}
SIDE = 32
STARTING = np.random.default_rng(0).random((SIDE, SIDE, 3), "float32")


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    """Return a network whose layers differ in their channels, so that no power of them can hide."""
    random, inputs, convolutions = np.random.default_rng(3), 3, {}
    for name, channels in CHANNELS.items():
        kernel = random.normal(0, (2 / 9 / inputs) ** 0.5, (3, 3, inputs, channels)).astype("float32")
        convolutions[name] = kernel, random.normal(0, 0.1, channels).astype("float32")
        inputs = channels
    return LossNetwork(convolutions, padding="reflect")


def halves(at: int) -> Array:
    """Return two regions, left and right of a column."""
    regions = np.zeros((SIDE, SIDE, 2), "float32")
    regions[:, :at, 0], regions[:, at:, 1] = 1, 1
    return regions


def products(features: Array, mask: Array) -> Array:
    """Return the sums over positions of mask × feature × feature, one position after the other."""
    total = np.zeros((features.shape[-1],) * 2)
    for row in range(features.shape[0]):
        for column in range(features.shape[1]):
            total += mask[row, column] * np.outer(features[row, column], features[row, column])
    return total


def source_style(name: str, painted: Array, model: Array, masks: Array, of_style: Array) -> float:
    """Return one layer's style loss; all arrays are (H, W, C) or (H, W, K)."""
    total = 0.0
    for k in range(masks.shape[-1]):
        grams = []
        for features, mask in ((painted, masks[..., k]), (model, of_style[..., k])):
            elements = features.size  # nElement() in Lua, h * w * c in TensorFlow
            divisor = elements * mask.mean() if name == "luan" else elements
            grams.append(products(features, mask) / divisor)
        total += masks[..., k].mean() * np.mean((grams[0] - grams[1]) ** 2)
    return total


def inner_differences(levels: Array) -> float:
    """Return the sum of the squares of x[i, j] - x[i, j+1] and x[i, j] - x[i+1, j], without the last row and column."""
    right = levels[:-1, :-1] - levels[:-1, 1:]
    down = levels[:-1, :-1] - levels[1:, :-1]
    return float((right**2 + down**2).sum())


@pytest.mark.parametrize("name", PHOTO_PRESETS)
def test_the_weighted_losses_stand_to_each_other_as_in_the_sources_code(name: str, network: LossNetwork) -> None:
    content, style = noise(SIDE, SIDE) ** 2, noise(SIDE, SIDE, seed=1) * [1, 0.6, 0.3]
    style = style.astype("float32")
    regions = halves(12), halves(20)
    options = replace(PHOTO_PRESETS[name].options, start="mix", steps=1, optimiser="adam")

    losses = next(relight(network, content, style, options, regions)).losses

    picture = MIX_NOISE * STARTING + MIX_CONTENT * content
    layers = (*options.content_layers, *options.style_layers)
    painted, model, kept = (
        {n: np.asarray(f, "float64")[0] for n, f in network(x[None], layers).items()} for x in (picture, style, content)
    )
    masks, of_style = (
        {n: np.asarray(m, "float64")[0] for n, m in masks_at_layers(network, each[None], layers).items()}
        for each in regions
    )
    expected = {
        "style": 100
        * sum(source_style(name, painted[n], model[n], masks[n], of_style[n]) for n in options.style_layers),
        "content": {"luan": 5, "thesis": 0.5}[name] * np.mean((painted[layers[0]] - kept[layers[0]]) ** 2),
        "tv": 1e-3 * inner_differences(255 * picture.astype("float64")) / 2,
        "affine": 1e4 * np.sum(picture * np.asarray(matting_laplacian_product(content[None], picture[None]))[0]),
    }
    for part, value in expected.items():
        weighted = getattr(options, f"{part}_weight") * losses[part]
        assert weighted / losses["total"] == pytest.approx(value / sum(expected.values()), rel=1e-3), part
    assert losses["total"] == pytest.approx(sum(expected.values()), rel=1e-3)


def test_the_thesis_training_begins_with_the_balance_of_its_code(network: LossNetwork) -> None:
    sky, half = np.zeros((SIDE, SIDE), "uint8"), np.full((SIDE, SIDE), 3, "uint8")
    half[:, :20] = 0  # left of column 20 the style has sky (0), on the right water (3)
    styles = StyleRegions([noise(SIDE, SIDE, 1)], [half])
    options = ThesisPhotoOptions(steps=1, batch=1, side=SIDE, mix=1.0)
    trainer = ThesisPhotoTrainer(small_transform_net(1), network, styles, options)
    photo = noise(SIDE, SIDE) ** 2
    draw = RegionSamples(lambda _: (photo, sky), styles, batch=1, amount=1.0, seed=0)
    batch = draw.arrays_of(0)

    output = trainer(batch)
    total = float(trainer.compute_loss(x=batch, y_pred=output))

    layers = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1", "conv4_2")
    painted, kept, model = (
        {n: np.asarray(f, "float64")[0] for n, f in network(x, layers).items()}
        for x in (output, photo[None], styles.pictures[0][None])
    )
    of_style = halves(20)[..., :1]  # where the style is sky; the photo is all sky
    masks = masks_at_layers(network, of_style[None], layers)
    style = 0.0
    for n in layers[:-1]:
        own = np.ones((*painted[n].shape[:2], 1))
        style += source_style("thesis", painted[n], model[n], own, np.asarray(masks[n], "float64")[0])
    levels = 255 * np.asarray(output, "float64")[0]
    expected = {
        "content": 10 * np.mean((painted["conv4_2"] - kept["conv4_2"]) ** 2),
        "style": 100 * style,
        "tv": 1e-3 * inner_differences(levels) / 2,
        "affine": 1e4 * float(affine_loss(photo[None], output)),
    }
    for part, value in expected.items():
        weighted = getattr(options, f"{part}_weight") * float(trainer.parts[part].result())
        assert weighted == pytest.approx(value, rel=2e-3), part
    assert total == pytest.approx(sum(expected.values()), rel=2e-3)
