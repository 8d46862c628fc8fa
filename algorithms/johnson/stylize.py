"""Photos in trained styles of painting, at any size in bounded memory."""

import math
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from algorithms.colour.statistics import keep_colours
from algorithms.io.images import fit_within, resize, to_float, to_uint8
from algorithms.johnson.geometry import CELL, REACH
from algorithms.johnson.painter import Painter, painter_and_params
from algorithms.styles.catalogue import WORKING_SIDE, styles_of
from algorithms.styles.options import FastOptions

Window = tuple[slice, slice]

SMALLEST_SIDE = 2 * CELL  # pixels: a smaller photo has too few places to be painted well
TILE = 1024
BLUR_REACH = 32  # pixels at which the blur of the second pass is cut off
MARGIN = REACH + BLUR_REACH  # pixels: with this much of its surroundings, a tile is exactly that part of the whole
PHOTO_SHARE = 0.3  # of the photo in the input of the second pass


def warm() -> None:
    """Load and compile the network, and paint once, so that the first photo does not wait for that."""
    first, *_ = styles_of("painting")
    stylize(np.zeros((64, 64, 3), "uint8"), FastOptions(styles={first.slug: 100}))


def stylize(
    photo: np.ndarray, options: FastOptions, on_progress: Callable[[float], None] = lambda _: None
) -> np.ndarray:
    """Paint a photo at its own size.

    The network paints the photo at a longer side of at most `WORKING_SIDE`, of more for finer strokes and of less for
    broader ones. A second pass paints larger photos once more, at their own size: `_paint_over`.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB. Not float32 as elsewhere: at 50 megapixels that would take 1.2 GB more.
    on_progress : function of a float
        Called with the finished part of the work, above 0 and at last 1.

    Returns
    -------
    uint8 array of shape (H, W, 3)

    Raises
    ------
    UserError
        If a file is missing or damaged, or the styles cannot be mixed; see `painter_and_params`.
    """
    painter, style_params = painter_and_params(options.shares())
    height, width, _ = photo.shape
    size = _working_size(height, width, options.stroke)
    small = _resized(photo, *size)
    style_params = painter.fold_statistics(resize(small, *fit_within(*size, WORKING_SIDE)), style_params)
    small_painting = painter.paint(small, style_params)
    if size[0] < height or size[1] < width:
        return _paint_over(painter, style_params, small_painting, photo, options, on_progress)
    on_progress(1.0)
    return _finished(resize(small_painting, height, width), photo, options)


def working_side(options: FastOptions) -> int:
    """Return the largest longer side in pixels at which the first pass paints; a preview needs no larger photo."""
    return round(WORKING_SIDE * max(1.0, 100 / options.stroke))


def _working_size(height: int, width: int, stroke: int) -> tuple[int, int]:
    """Return the height and width at which the first pass paints; `stroke` is in per cent of the usual size."""
    side = min(max(height, width), WORKING_SIDE) * 100 / stroke
    scale = side / max(height, width)
    return max(SMALLEST_SIDE, round(scale * height)), max(SMALLEST_SIDE, round(scale * width))


def _paint_over(
    painter: Painter,
    style_params: np.ndarray,
    small_painting: np.ndarray,
    photo: np.ndarray,
    options: FastOptions,
    on_progress: Callable[[float], None],
) -> np.ndarray:
    """Paint a large photo so that it looks like the painting of its smaller version, with finer detail.

    A large photo that was painted at its own size at once would get strokes too small to see. Therefore this second
    pass enlarges the small painting, mixes in the share `PHOTO_SHARE` of the photo for detail, and paints the result in
    tiles; colours that vary more slowly than the pixels of the small painting are taken from there.

    Parameters
    ----------
    small_painting : float32 array of shape (h, w, 3)
        RGB in [0, 1].
    photo : uint8 array of shape (H, W, 3)

    Returns
    -------
    uint8 array of shape (H, W, 3)
    """
    height, width, _ = photo.shape
    scale = height / small_painting.shape[0], width / small_painting.shape[1]
    painting = np.empty_like(photo)
    tiles = list(_tiles(height, width))
    for done, (inner, outer, within) in enumerate(tiles, 1):
        enlarged = _enlarge(small_painting, outer, scale)
        under = (1 - PHOTO_SHARE) * enlarged + PHOTO_SHARE * to_float(photo[outer])
        again = painter.paint(under, style_params)
        strokes = again - _blur(again - enlarged, max(scale))
        painting[inner] = _finished(np.clip(strokes[within], 0.0, 1.0), photo[inner], options)
        on_progress(done / len(tiles))
    return painting


def _finished(painting: np.ndarray, photo: np.ndarray, options: FastOptions) -> np.ndarray:
    """Apply `keep_colours` and `strength` to a painting and its photo, or to the same part of both; return uint8."""
    if not options.keep_colours and options.strength == 100:
        return to_uint8(painting)
    under = to_float(photo)
    if options.keep_colours:
        painting = keep_colours(painting, under)
    return to_uint8(under + options.strength / 100 * (painting - under))


def _resized(photo: np.ndarray, height: int, width: int) -> np.ndarray:
    """Return a uint8 photo at another size, as float32."""
    if photo.shape[:2] == (height, width):
        return to_float(photo)
    resized = Image.fromarray(photo).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return to_float(np.asarray(resized))


def _enlarge(small: np.ndarray, window: Window, scale: tuple[float, float]) -> np.ndarray:
    """Return the part of the enlarged small picture that lies in a window of the full-size one."""
    rows, columns = window
    box = columns.start / scale[1], rows.start / scale[0], columns.stop / scale[1], rows.stop / scale[0]
    return np.clip(resize(small, rows.stop - rows.start, columns.stop - columns.start, box), 0.0, 1.0)


def _blur(image: np.ndarray, pixels: float) -> np.ndarray:
    """Blur by a Gaussian with a standard deviation of `pixels`, cut off at `BLUR_REACH` pixels."""
    radius = min(BLUR_REACH, round(4 * pixels))
    return gaussian_filter(image, sigma=(pixels, pixels, 0), radius=(radius, radius, 0), mode="mirror")


def _tiles(height: int, width: int) -> Iterator[tuple[Window, Window, Window]]:
    """Yield three windows for each tile: its place, its place with margins, and its place within the latter."""
    rows, columns = list(_parts(height)), list(_parts(width))
    for inner_rows, outer_rows, within_rows in rows:
        for inner_columns, outer_columns, within_columns in columns:
            yield (inner_rows, inner_columns), (outer_rows, outer_columns), (within_rows, within_columns)


def _parts(length: int) -> Iterator[tuple[slice, slice, slice]]:
    """Divide a side into parts of nearly equal lengths; yield each, with its margins, and its place within the latter.

    Parts with margins begin at multiples of `CELL`, as the painter's places do.
    """
    step = CELL * math.ceil(length / math.ceil(length / TILE) / CELL)
    for begin in range(0, length, step):
        end, first, last = min(begin + step, length), max(0, begin - MARGIN), min(begin + step + MARGIN, length)
        yield slice(begin, end), slice(first, last), slice(begin - first, end - first)
