"""Small pictures and networks of random weights for the tests of the science."""

from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.grading.network import ENCODER_LAYERS, GradingNet
from algorithms.io.images import to_uint8
from algorithms.io.weights_file import write_weights
from algorithms.johnson.network import TransformNet
from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.training import CONTENT_LAYERS, STYLE_LAYERS
from algorithms.perceptual.distill import DEEP_LAYERS, EXACT_LAYERS
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.styles.compatibility import KERNELS

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


def small_painter(styles: int = 2, seed: int = 0) -> TransformNet:
    """Return a painter of width 4 with random weights, different for every style."""
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


def small_encoder() -> LossNetwork:
    """Return an encoder of random weights for a grading network."""
    return small_loss_network([f"relu{block}_1" for block in range(1, int(ENCODER_LAYERS[-1][4]) + 1)])


def small_grading_net(styles: int = 2, seed: int = 0) -> GradingNet:
    """Return a grading network of width 4 with random weights, different for every style."""
    random = np.random.default_rng(seed)
    network = GradingNet(styles, width=4, encoder=small_encoder())
    for variable in network.trainable_variables:
        variable.assign(random.normal(1.0 if variable.name.endswith("scale") else 0.0, 0.2, variable.shape))
    return network


def small_one_pass_net() -> OnePassNet:
    """Return a one-pass painter of few channels with random weights."""
    random = np.random.default_rng(0)
    network = OnePassNet(quarter=4, eighth=6)
    for layer in network.convolutions:
        layer.kernel.assign(random.normal(0, 0.2, layer.kernel.shape))
    return network


def random_style_params(network: OnePassNet, styles: int) -> np.ndarray:
    """Return random scales and shifts, float32 (styles, 2, channels), that leave pictures neither black nor white."""
    random = np.random.default_rng(1)
    scales, shifts = (
        random.normal(1, 0.3, (styles, network.channels)),
        random.normal(0, 0.3, (styles, network.channels)),
    )
    scales[:, -3:] *= 0.1
    return np.stack([scales, shifts], axis=1).astype("float32")


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
