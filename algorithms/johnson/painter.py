"""The painter, compiled by OpenVINO for serving; style parameters are an input, so that styles can be mixed."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.errors import FileError, UserError
from algorithms.io.images import averaged
from algorithms.io.openvino import compile_model, converted
from algorithms.johnson.geometry import CELL, THUMBNAIL, filled_up
from algorithms.johnson.moments import fold_moments
from algorithms.johnson.plain_photos import ordinary_photo, plainness, pooled_moments
from algorithms.johnson.style_params import StyleParams, read_style_params
from algorithms.styles.catalogue import PAINTER_FILE, Style
from algorithms.styles.compatibility import file_version

_CONVERSIONS = "algorithms.johnson.conversions"


class Painter:
    """A compiled network; each call names the style parameters. Photos and paintings are float32 (H, W, 3) in [0, 1].

    Parameters
    ----------
    look, paint : functions of arrays by name
        `PainterNet.look` and `PainterNet.paint`, compiled as `conversions` describes them.
    """

    def __init__(self, look: Callable[..., np.ndarray], paint: Callable[..., np.ndarray]) -> None:
        self._look, self._paint = look, paint

    def fold_statistics(self, photo: np.ndarray, style_params: np.ndarray) -> np.ndarray:
        """Fold the statistics of a photo's thumbnail into style parameters; both are float32 (2, channels)."""
        plain = plainness(photo)
        shares = [(seen, share) for seen, share in ((photo, 1 - plain), (ordinary_photo(), plain)) if share > 0]
        moments = [self._moments(seen, style_params) for seen, _ in shares]
        pooled = pooled_moments(moments, [share for _, share in shares])
        return fold_moments(style_params, pooled)

    def paint(self, tile: np.ndarray, folded: np.ndarray) -> np.ndarray:
        """Paint a photo, or a tile of it, with parameters of `fold_statistics` for the photo.

        A tile that begins at multiples of `CELL` is that part of the whole, but for `REACH` pixels from its border on.
        Lengths other than multiples of `CELL` are filled up by mirroring.
        """
        height, width, _ = tile.shape
        filled = filled_up(tile, CELL)
        painting = self._paint(images=filled[None], style_params=folded[None])[0, :height, :width]
        return np.clip(painting, 0.0, 1.0)

    def _moments(self, photo: np.ndarray, style_params: np.ndarray) -> np.ndarray:
        thumbnail = averaged(filled_up(photo, CELL * THUMBNAIL), THUMBNAIL)
        return self._look(thumbnails=thumbnail[None], style_params=style_params[None])[0]


def painter_and_params(shares: Mapping[Style, float]) -> tuple[Painter, np.ndarray]:
    """Return the painter of some styles, and their parameters, mixed.

    Parameters
    ----------
    shares : mapping of style to its share of the mix; the shares sum to 1

    Returns
    -------
    Painter
    float32 array of shape (2, channels)

    Raises
    ------
    UserError
        If a file is missing or damaged, a style was trained over a painter that is not installed, or the styles were
        trained over different painters.
    """
    params = {style: _style_params(style.weights_path, file_version(style.weights_path)) for style in shares}
    first, *others = params
    for other in others:
        if params[other].kernels != params[first].kernels:
            raise UserError(f"{first.title} and {other.title} cannot be mixed; choose other styles.")
    mixed = sum(share * params[style].values[style.row] for style, share in shares.items())
    return _painter_of(first, params[first].kernels), np.asarray(mixed, "float32")


def _painter_of(style: Style, kernels: str) -> Painter:
    """Return the painter with the kernels that the style was trained over: of its own file, or the shipped one."""
    for path in (style.weights_path, PAINTER_FILE):
        params = _style_params(path, file_version(path))
        if params.has_kernels and params.kernels == kernels:
            return _painter(path, file_version(path))
    raise FileError(f"{style.title} was trained with another painter; train it again.")


@lru_cache(maxsize=64)
def _style_params(path: Path, _version: int) -> StyleParams:
    return read_style_params(path)


@lru_cache(maxsize=2)
def _painter(path: Path, _version: int) -> Painter:
    return painter_of_file(path)


def painter_of_file(path: Path) -> Painter:
    """Return the painter in a file of `write_painter`; raises FileError if the file is missing or damaged."""
    look, paint = (compile_model(converted(f"{_CONVERSIONS}:{part}", path)) for part in ("look", "paint"))
    return Painter(look, paint)
