"""A trained parser as it is used: compiled, and asked twice."""

from functools import cache
from typing import Any

import numpy as np
from keras import ops

from algorithms.io.openvino import compile_network
from segmentation.model import SHIPPED_WEIGHTS, Parser, read_parser


class CompiledParser:
    """A parser that no longer learns.

    Attributes
    ----------
    labels : int
    backbone : layer
        Not compiled; for `cosegment`.
    """

    def __init__(self, parser: Parser) -> None:
        self.labels, self.backbone = parser.labels, parser.backbone
        self._run = compile_network(parser, lambda images: _both_ways(parser, images), {"images": (1, None, None, 3)})

    def probabilities(self, photo: np.ndarray) -> np.ndarray:
        """Say how likely each pixel of a photo has each label.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1], of any size; best of about 384 pixels, see `parse.WORKING_SIDE`.

        Returns
        -------
        float32 array of shape (H, W, labels)
            Adds up to 1 in each pixel, nearly.
        """
        return self._run(images=photo[None])[0]


@cache
def shipped_parser() -> CompiledParser:
    """Read and compile the parser of the ten groups that ships, once a process."""
    return CompiledParser(read_parser(SHIPPED_WEIGHTS))


def _both_ways(parser: Parser, images: Any) -> Any:
    """Average what the parser says of a photo and of its mirror image: what it is unsure of cancels out."""
    likely = ops.softmax(parser(ops.concatenate([images, ops.flip(images, axis=2)])))
    return (likely[:1] + ops.flip(likely[1:], axis=2)) / 2.0
