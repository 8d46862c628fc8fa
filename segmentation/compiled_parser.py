"""A trained parser, compiled for inference on a photo and on its mirror image."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from keras import ops

from algorithms.io.conversion import Conversion, compile_network
from segmentation.model import SHIPPED_WEIGHTS, Parser, read_parser


class CompiledParser:
    """A compiled parser; training the original afterwards does not change it.

    Attributes
    ----------
    labels : int
        The number of labels.
    backbone : layer
        The parser's own backbone, not compiled; `cosegment` uses it.
    """

    def __init__(self, parser: Parser, *, exact: bool = False) -> None:
        """Compile a parser; `exact` is as of `openvino.compile_model`."""
        self.labels, self.backbone = parser.labels, parser.backbone
        both_ways = Conversion(parser, lambda images: _both_ways(parser, images), {"images": (1, None, None, 3)})
        self._run = compile_network(both_ways, exact=exact)

    def probabilities(self, photo: np.ndarray) -> np.ndarray:
        """Estimate the probability of each label in each pixel of a photo.

        Parameters
        ----------
        photo : float32 array of shape (H, W, 3)
            RGB in [0, 1], of any size; the estimates are best at `parse.WORKING_SIDE`, 384 pixels.

        Returns
        -------
        float32 array of shape (H, W, labels)
            In [0, 1]; they add up to 1 in each pixel, up to the rounding of bfloat16.
        """
        return self._run(images=photo[None])[0]


def scene_parser(file: Path | None = None) -> CompiledParser:
    """Return the parser of a file, compiled once in each process for each version of the file.

    Parameters
    ----------
    file : path, optional
        What train_parser wrote. If omitted, the environment variable SCENE_PARSER names it; without that, it is the
        parser of the ten groups that ships.

    Raises
    ------
    UserError
        If the file is missing, damaged or holds something else.
    """
    named = os.environ.get("SCENE_PARSER")
    chosen = (file or (Path(named) if named else SHIPPED_WEIGHTS)).absolute()
    return _compiled(chosen, chosen.stat().st_mtime_ns if chosen.exists() else 0)


@lru_cache(maxsize=2)
def _compiled(file: Path, _version: int) -> CompiledParser:
    return CompiledParser(read_parser(file))


def _both_ways(parser: Parser, images: Any) -> Any:
    """Average the probabilities of a photo and of its mirror image, which cancels out some of the errors."""
    likely = ops.softmax(parser(ops.concatenate([images, ops.flip(images, axis=2)])))
    return (likely[:1] + ops.flip(likely[1:], axis=2)) / 2.0
