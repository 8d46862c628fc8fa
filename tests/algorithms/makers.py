"""Small pictures and networks of random weights for the tests of the science."""

from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.io.images import to_uint8
from algorithms.io.weights_file import write_weights
from algorithms.johnson.network import PainterNet
from algorithms.johnson.painter_file import write_painter
from algorithms.johnson.style_encoder import StyleEncoder
from algorithms.johnson.training import CONTENT_LAYERS, STYLE_LAYERS, PainterTrainer
from algorithms.perceptual.distill import DEEP_LAYERS, EXACT_LAYERS
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.recipes.transform_net import TransformNet
from algorithms.styles.compatibility import KERNELS
from algorithms.training.options import TrainOptions

STATISTICS = 736  # of the compact loss network; see `statistics_of`
TRAINING_LAYERS = sorted({*CONTENT_LAYERS, *STYLE_LAYERS})
DISTILLING_LAYERS = sorted({*EXACT_LAYERS, *DEEP_LAYERS})


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    """Return float32 (height, width, 3) in [0, 1], every value independent of the others."""
    return np.random.default_rng(seed).random((height, width, 3), "float32")


def picture_folder(folder: Path, *names: str, height: int = 40, width: int = 48) -> Path:
    folder.mkdir()
    for seed, name in enumerate(names):
        Image.fromarray(to_uint8(noise(height, width, seed))).save(folder / name)
    return folder


def small_loss_network(layers: list[str] = TRAINING_LAYERS, channels: int = 3, seed: int = 0) -> LossNetwork:
    """Return a network of random weights with just the convolutions that those relu layers need."""
    random = np.random.default_rng(seed)
    convolutions, inputs = {}, 3
    for layer in layers:
        kernel = random.normal(0, (2 / 9 / inputs) ** 0.5, (3, 3, inputs, channels)).astype("float32")
        convolutions[layer.replace("relu", "conv")] = kernel, random.normal(0, 0.1, channels).astype("float32")
        inputs = channels
    return LossNetwork(convolutions, padding="reflect")


def small_transform_net(styles: int = 2, seed: int = 0) -> TransformNet:
    """Return a network of the sources', of width 4 with random weights, different for every style."""
    random = np.random.default_rng(seed)
    network = TransformNet(styles, width=4)
    for layer in network.convolutions:
        layer.kernel.assign(random.normal(0, 0.2, layer.kernel.shape))
        layer.scale.assign(random.normal(1, 0.3, layer.scale.shape))
        layer.shift.assign(random.normal(0, 0.3, layer.shift.shape))
    return network


def style_file(path: Path, kernels: bytes | None = None) -> None:
    """Write a style's file without parameters: over the kernels of a digest, or with kernels of its own."""
    content = {KERNELS: np.frombuffer(kernels, "uint8")} if kernels else {"conv1/kernel": np.zeros(1)}
    write_weights(path, content)


def small_painter(seed: int = 0) -> PainterNet:
    """Return a painter of few channels with random weights."""
    random = np.random.default_rng(seed)
    network = PainterNet(quarter=4, eighth=6)
    for layer in network.convolutions:
        layer.kernel.assign(random.normal(0, 0.2, layer.kernel.shape))
    return network


def random_style_params(network: PainterNet, styles: int) -> np.ndarray:
    """Return random scales and shifts, float32 (styles, 2, channels), that leave pictures neither black nor white."""
    random = np.random.default_rng(1)
    scales, shifts = (
        random.normal(1, 0.3, (styles, network.channels)),
        random.normal(0, 0.3, (styles, network.channels)),
    )
    scales[:, -3:] *= 0.1
    return np.stack([scales, shifts], axis=1).astype("float32")


def painter_file(path: Path, styles: int = 2, seed: int = 0) -> Path:
    """Write a small painter, an encoder that reads the compact loss network's statistics, and random styles."""
    network = small_painter(seed)
    encoder, random = StyleEncoder(STATISTICS, network.channels), np.random.default_rng(seed)
    encoder.assign({name: random.normal(0, 1, array.shape) for name, array in encoder.to_arrays().items()})
    encoder.usual.assign(np.ones((2, STATISTICS)))
    write_painter(path, network, encoder, random_style_params(network, styles))
    return path


def small_trainer(
    steps: int = 2, style_params: np.ndarray | None = None, chosen: int = 2, save_every: int = 2
) -> PainterTrainer:
    """Return a trainer of a small painter on eight paintings, the first of them red."""
    red = np.full((32, 32, 3), (0.9, 0.2, 0.1), "float32")
    return PainterTrainer(
        small_painter(),
        None,
        loss_network=small_loss_network(),
        eye=small_loss_network(seed=1),
        paintings=[red, noise(32, 40), *(noise(32, 32, seed) for seed in range(2, 8))],
        chosen=chosen,
        style_params=style_params,
        options=TrainOptions(steps=steps, batch=2, side=48, learning_rate=1e-2, save_every=save_every),
    )


def microast_file(path: Path) -> Path:
    """Write a file of MicroAST's shape with random weights."""
    random = np.random.default_rng(2)
    arrays = {}

    def layer(name: str, filters: int, inputs: int, size: int) -> None:
        scale = (1 / inputs) ** 0.5 / size
        arrays[f"{name}.conv_layer.weight"] = random.normal(0, scale, (filters, inputs, size, size))
        arrays[f"{name}.conv_layer.bias"] = random.normal(0, 0.1, filters)

    for encoder in ("content_encoder", "style_encoder"):
        for number, filters, inputs, size in (
            (0, 16, 3, 9),
            (2, 32, 1, 3),
            (4, 32, 32, 1),
            (6, 64, 1, 3),
            (8, 64, 64, 1),
        ):
            layer(f"{encoder}/enc1.{number}", filters, inputs, size)
        for block in ("enc1.10", "enc2.0"):
            layer(f"{encoder}/{block}.conv1", 64, 64, 3)
            layer(f"{encoder}/{block}.conv2", 64, 64, 3)
    for number in (1, 2):
        layer(f"modulator/weight{number}.0", 64, 1, 3)
        layer(f"modulator/bias{number}.0", 64, 1, 3)
        layer(f"decoder/dec{number}.conv1", 64, 64, 3)
        layer(f"decoder/dec{number}.conv2", 64, 64, 3)
    for number, filters, inputs, size in ((1, 32, 2, 3), (3, 32, 32, 1), (6, 16, 2, 3), (8, 16, 16, 1), (10, 3, 16, 9)):
        layer(f"decoder/dec3.{number}", filters, inputs, size)
    write_weights(path, arrays)
    return path
