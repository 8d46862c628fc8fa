"""The losses of the thesis's fast painter, against its equations and its code worked out by hand, in float64."""

import numpy as np
import pytest

from algorithms.perceptual.loss_network import LossNetwork
from algorithms.recipes.thesis_painter import CONTENT_LAYER, STYLE_LAYERS, ThesisPainterTrainer
from algorithms.training.options import ThesisPainterOptions
from tests.algorithms.makers import noise, small_transform_net

CHANNELS = {"conv1_1": 2, "conv2_1": 3, "conv3_1": 4, "conv4_1": 5, "conv4_2": 6, "conv5_1": 7}
SIDE = 32


@pytest.fixture(scope="module")
def network() -> LossNetwork:
    """Return a network whose layers differ in their channels, so that no power of them can hide."""
    random, inputs, convolutions = np.random.default_rng(3), 3, {}
    for name, channels in CHANNELS.items():
        kernel = random.normal(0, (2 / 9 / inputs) ** 0.5, (3, 3, inputs, channels)).astype("float32")
        convolutions[name] = kernel, random.normal(0, 0.1, channels).astype("float32")
        inputs = channels
    return LossNetwork(convolutions, padding="reflect")


def features(network: LossNetwork, pictures: np.ndarray) -> dict[str, np.ndarray]:
    return {n: np.asarray(f, "float64") for n, f in network(pictures, (*STYLE_LAYERS, CONTENT_LAYER)).items()}


def gram(layer: np.ndarray) -> np.ndarray:
    rows = layer.reshape(-1, layer.shape[-1])
    product: np.ndarray = rows.T @ rows / layer.size
    return product


def test_the_weighted_losses_stand_to_each_other_as_in_the_thesis(network: LossNetwork) -> None:
    styles = [noise(48, 40, 1), noise(SIDE, SIDE, 2) ** 2]
    trainer = ThesisPainterTrainer(small_transform_net(2), network, styles, ThesisPainterOptions())
    batch = np.stack([noise(SIDE, SIDE, 4), noise(SIDE, SIDE, 5) ** 2]), np.array([1, 0], "int32")

    output = trainer(batch)
    total = float(trainer.compute_loss(x=batch, y_pred=output))

    painted, kept = features(network, output), features(network, batch[0])
    models = [features(network, style[None]) for style in styles]
    style = 0.0
    for n in STYLE_LAYERS:
        for photo, row in enumerate(batch[1]):
            apart = gram(painted[n][photo]) - gram(models[row][n][0])
            style += (apart**2).sum() / painted[n].shape[-1] ** 2 / 2  # the batch's mean
    levels = 255 * np.asarray(output, "float64")
    down, right = (levels[:, 1:, :-1] - levels[:, :-1, :-1], levels[:, :-1, 1:] - levels[:, :-1, :-1])
    expected = {
        "content": ((painted[CONTENT_LAYER] - kept[CONTENT_LAYER]) ** 2).mean(),
        "style": 100 * style,
        "tv": 100 * (down**2 + right**2).mean(),
    }
    for part, value in expected.items():
        weighted = getattr(trainer.options, f"{part}_weight") * float(trainer.parts[part].result())
        assert weighted == pytest.approx(value, rel=1e-3), part
    assert total == pytest.approx(sum(expected.values()), rel=1e-3)


def test_the_constants_are_the_thesis_own() -> None:
    o = ThesisPainterOptions()  # section 3.2.2: e0, e2, e2, batches of 4, squares of 256, Adam at 0.001

    assert (o.content_weight, o.style_weight, o.tv_weight) == (1, 100, 100)
    assert (o.batch, o.side, o.learning_rate, o.width) == (4, 256, 1e-3, 32)
