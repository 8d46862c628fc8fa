"""Photos in a trained style, at any size in bounded memory."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
from keras import ops
from scipy.ndimage import gaussian_filter

from algorithms.catalogue import WORKING_SIDE, Style, styles_of
from algorithms.images import fit_within, resize
from algorithms.transform_net import Moments, TransformNet, read_transform_net

Window = tuple[slice, slice]

TILE = 768
MARGIN = 64  # pixels around a tile that are painted with it, so that no seam shows where it ends
PHOTO_SHARE = 0.3


def warm() -> None:
    """Load every network and paint once, so that the first photo does not wait for it."""
    for one in {style.weights: style for style in styles_of("painting")}.values():
        stylize(np.zeros((64, 64, 3), "float32"), one)


def stylize(photo: np.ndarray, style: Style) -> np.ndarray:
    """Paint a photo at its own size.

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1]; strokes are about a hundredth of `WORKING_SIDE` wide, so give it at about that size.

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    return _paint(_network(style.weights_path), photo, style.row, None)[0]


def stylize_full_size(
    photo: np.ndarray, style: Style, on_progress: Callable[[float], None] = lambda _: None
) -> np.ndarray:
    """Paint a large photo so that it looks like its preview, only finer.

    Painted at its own size, a large photo would get strokes too small to see: another picture than the preview.
    Therefore the preview (longer side `WORKING_SIDE`) is enlarged, a share of the photo mixed in for detail, and the
    result painted over once more; colours coarser than a pixel of the preview stay the preview's. All tiles use the
    preview's instance-norm statistics, so they fit together (Chen et al., "Towards Ultra-Resolution Neural Style
    Transfer via Thumbnail Instance Normalization", AAAI 2022).

    Parameters
    ----------
    photo : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    on_progress : called with the share that is done, above 0 and at last 1

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].
    """
    network = _network(style.weights_path)
    height, width, _ = photo.shape
    small = resize(photo, *fit_within(height, width, WORKING_SIDE))
    preview, moments = _paint(network, small, style.row, None)
    scale = height / preview.shape[0], width / preview.shape[1]
    painted = np.empty_like(photo)
    tiles = list(_tiles(height, width))
    for done, (inner, outer, within) in enumerate(tiles, 1):
        enlarged = _enlarge(preview, outer, scale)
        again, _ = _paint(network, (1 - PHOTO_SHARE) * enlarged + PHOTO_SHARE * photo[outer], style.row, moments)
        strokes = again - _blur(again - enlarged, max(scale))
        painted[inner] = np.clip(strokes[within], 0.0, 1.0)
        on_progress(done / len(tiles))
    return painted


@cache
def _network(path: Path) -> TransformNet:
    return read_transform_net(path)


def _paint(
    network: TransformNet, photo: np.ndarray, row: int, moments: list[Moments] | None
) -> tuple[np.ndarray, list[Moments]]:
    mix = np.eye(network.styles, dtype="float32")[row : row + 1]
    painted, used = network.paint(ops.convert_to_tensor(photo[None], "float32"), ops.convert_to_tensor(mix), moments)
    return np.clip(ops.convert_to_numpy(painted)[0], 0.0, 1.0), used


def _enlarge(preview: np.ndarray, window: Window, scale: tuple[float, float]) -> np.ndarray:
    """Return the part of the enlarged preview that lies in a window of the full-size picture."""
    rows, columns = window
    box = columns.start / scale[1], rows.start / scale[0], columns.stop / scale[1], rows.stop / scale[0]
    return np.clip(resize(preview, rows.stop - rows.start, columns.stop - columns.start, box), 0.0, 1.0)


def _blur(image: np.ndarray, pixels: float) -> np.ndarray:
    """Leave only what is coarser than so many pixels; at most `MARGIN` of them are looked at to each side."""
    radius = min(MARGIN, round(4 * pixels))
    return gaussian_filter(image, sigma=(pixels, pixels, 0), radius=(radius, radius, 0), mode="mirror")


def _tiles(height: int, width: int) -> Iterator[tuple[Window, Window, Window]]:
    """For each tile: where it goes, what is painted to get it, and where it lies within that."""
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            bottom, right = min(top + TILE, height), min(left + TILE, width)
            above, before = max(0, top - MARGIN), max(0, left - MARGIN)
            outer = (slice(above, min(bottom + MARGIN, height)), slice(before, min(right + MARGIN, width)))
            within = (slice(top - above, bottom - above), slice(left - before, right - before))
            yield (slice(top, bottom), slice(left, right)), outer, within
