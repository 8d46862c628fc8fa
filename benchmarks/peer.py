"""The peer: TransformerNet of pytorch/examples (fast_neural_style), eager, random weights, in a process of its own.

Reads sides of square pictures, one a line, and answers with the seconds that painting took. Needs nothing but PyTorch,
whose threads and whose oneDNN had better not share a process with TensorFlow's.
"""

import sys
import time

import torch
from torch import nn


def convolution(channels: int, filters: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """Return `ConvLayer`: reflection padding, then the convolution."""
    return [nn.ReflectionPad2d(kernel // 2), nn.Conv2d(channels, filters, kernel, stride)]


def normalised(channels: int, filters: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    """Return a `ConvLayer` and its instance norm."""
    return [*convolution(channels, filters, kernel, stride), nn.InstanceNorm2d(filters, affine=True)]


class Residual(nn.Module):
    """`ResidualBlock`."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.inner = nn.Sequential(*normalised(channels, channels, 3), nn.ReLU(), *normalised(channels, channels, 3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Add the block's answer to its input."""
        return self.inner(x) + x


def transformer_net() -> nn.Sequential:
    """Return `TransformerNet`, layer by layer."""
    down = [
        layer
        for shape in ((3, 32, 9, 1), (32, 64, 3, 2), (64, 128, 3, 2))
        for layer in (*normalised(*shape), nn.ReLU())
    ]
    up = [
        layer
        for shape in ((128, 64, 3), (64, 32, 3))
        for layer in (nn.Upsample(scale_factor=2, mode="nearest"), *normalised(*shape), nn.ReLU())
    ]
    return nn.Sequential(*down, *(Residual(128) for _ in range(5)), *up, *convolution(32, 3, 9))


def main() -> None:
    """Answer until there are no more lines."""
    network = transformer_net().eval()
    with torch.inference_mode():
        for line in sys.stdin:
            photo = torch.rand(1, 3, int(line), int(line)) * 255
            start = time.perf_counter()
            network(photo)
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
