"""The trained painter as the site uses it: compiled, with rows of styles mixed at will."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.io.openvino import compile_network
from algorithms.johnson.network import TransformNet, fold_instance_norm
from algorithms.johnson.painter_file import StyleParams, read_style_params, read_transform_net
from algorithms.plain_photos import ordinary_photo, plainness, pooled_moments
from algorithms.styles.catalogue import PAINTER_FILE, Style
from algorithms.styles.compatibility import file_version

SMALLEST_SIDE = 16  # in pixels: what the compiled network can reflect at its borders


class Painter:
    """A transform network's kernels; what style they paint is said each time.

    Photos and paintings are float32 (H, W, 3), RGB in [0, 1], H and W at least `SMALLEST_SIDE`.
    """

    def __init__(self, network: TransformNet) -> None:
        channels = sum(layer.filters for layer in network.convolutions)
        inputs = {"images": (1, None, None, 3), "row": (1, 2, channels)}
        self._look = compile_network(network, lambda images, row: network.paint(images, row)[1], inputs)
        self._paint = compile_network(
            network,
            lambda images, row: network.paint(images, row, normalise=False)[0],
            inputs | {"row": (1, 4, channels)},
        )

    def fold_statistics(self, photo: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Return the row (4, channels) that paints as suits this photo, by `fold_instance_norm`, from a style's (2, channels)."""
        plain = plainness(photo)
        shares = [(seen, share) for seen, share in ((photo, 1 - plain), (ordinary_photo(), plain)) if share > 0]
        moments = [self._look(images=seen[None], row=row[None])[0] for seen, _ in shares]
        return fold_instance_norm(row, pooled_moments(moments, [share for _, share in shares]))

    def paint(self, tile: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Paint a photo, or a tile of it, with a row of `look`: tiles fit together, and look like that photo."""
        return np.clip(self._paint(images=tile[None], row=row[None])[0], 0.0, 1.0)


def painter_and_params(shares: Mapping[Style, float]) -> tuple[Painter, np.ndarray]:
    """Return the painter of some styles and their rows, mixed.

    Raises
    ------
    OSError
        With one plain sentence, if a file is missing or damaged, or its style belongs to a network that is not here.
    ValueError
        With one plain sentence, if the styles cannot be mixed.
    """
    rows = {style: _rows(style.weights_path, file_version(style.weights_path)) for style in shares}
    first, *others = rows
    for other in others:
        if rows[other].kernels != rows[first].kernels:
            raise ValueError(f"{first.title} and {other.title} cannot be mixed; choose other styles.")
    row = sum(share * rows[style].rows[style.row] for style, share in shares.items())
    return _painter_of(first, rows[first].kernels), np.asarray(row, "float32")


def _painter_of(style: Style, kernels: str) -> Painter:
    """Find the network over whose kernels the style was learnt: its own file, or the one that ships."""
    for path in (style.weights_path, PAINTER_FILE):
        rows = _rows(path, file_version(path))
        if rows.has_kernels and rows.kernels == kernels:
            return _painter(path, file_version(path))
    raise OSError(f"{style.title} was learnt with another network; train it again.")


@lru_cache(maxsize=64)
def _rows(path: Path, _version: int) -> StyleParams:
    return read_style_params(path)


@lru_cache(maxsize=2)
def _painter(path: Path, _version: int) -> Painter:
    return Painter(read_transform_net(path))
