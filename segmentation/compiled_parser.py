"""A trained parser, compiled for inference; neither TensorFlow nor Keras is loaded for that."""

import os
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from algorithms.io.openvino import compile_model, converted

SHIPPED_WEIGHTS = Path(__file__).parent / "weights" / "parser.npz"
STRIDE = 32  # pixels for each place of the network's coarsest activation


class CompiledParser:
    """A compiled parser; training the original afterwards does not change it.

    Parameters
    ----------
    compiled : function of a name
        Returns one of the functions that `conversions` describes, compiled: `likely`, or, for pairs only, `look`. These
        take `images`, float32 (1, H, W, 3).
    """

    def __init__(self, compiled: Callable[[str], Callable[..., np.ndarray]]) -> None:
        self._likely, self._compiled = compiled("likely"), compiled

    @cached_property
    def labels(self) -> int:
        """The number of labels."""
        return self.probabilities(np.zeros((STRIDE, STRIDE, 3), "float32")).shape[-1]

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
        return self._likely(images=photo[None])[0]

    def features(self, photo: np.ndarray) -> np.ndarray:
        """Return the backbone's activations at stride 16, float32 (H / 16, W / 16, C), of a photo (H, W, 3)."""
        return self._look(images=photo[None])[0]

    @cached_property
    def _look(self) -> Callable[..., np.ndarray]:
        return self._compiled("look")


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
    return CompiledParser(lambda name: compile_model(converted(f"segmentation.conversions:{name}", file)))
