"""The trained painter, compiled by OpenVINO for serving; style parameters are an input, so that styles can be mixed."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.errors import FileError, UserError
from algorithms.io.openvino import compile_network
from algorithms.johnson.network import TransformNet, fold_instance_norm
from algorithms.johnson.painter_file import StyleParams, read_style_params, read_transform_net
from algorithms.johnson.plain_photos import ordinary_photo, plainness, pooled_moments
from algorithms.styles.catalogue import PAINTER_FILE, Style
from algorithms.styles.compatibility import file_version

SMALLEST_SIDE = 16  # in pixels: the compiled network cannot pad smaller pictures by reflection


class Painter:
    """A compiled transform network; each call names the style parameters.

    Photos and paintings are float32 (H, W, 3), RGB in [0, 1], H and W at least `SMALLEST_SIDE`.
    """

    def __init__(self, network: TransformNet) -> None:
        channels = sum(layer.filters for layer in network.convolutions)
        inputs = {"images": (1, None, None, 3), "style_params": (1, 2, channels)}
        self._moments = compile_network(
            network, lambda images, style_params: network.paint(images, style_params)[1], inputs
        )
        self._paint = compile_network(
            network,
            lambda images, style_params: network.paint(images, style_params, normalise=False)[0],
            inputs | {"style_params": (1, 4, channels)},
        )

    def fold_statistics(self, photo: np.ndarray, style_params: np.ndarray) -> np.ndarray:
        """Fold this photo's instance-norm statistics into the style parameters.

        Parameters
        ----------
        style_params : float32 array of shape (2, channels)
            As of `painter_and_params`.

        Returns
        -------
        float32 array of shape (4, channels)
            The parameters for `paint`.
        """
        plain = plainness(photo)
        shares = [(seen, share) for seen, share in ((photo, 1 - plain), (ordinary_photo(), plain)) if share > 0]
        moments = [self._moments(images=seen[None], style_params=style_params[None])[0] for seen, _ in shares]
        return fold_instance_norm(style_params, pooled_moments(moments, [share for _, share in shares]))

    def paint(self, tile: np.ndarray, style_params: np.ndarray) -> np.ndarray:
        """Paint a photo or a tile of it; `style_params` is a result of `fold_statistics` for the photo.

        Tiles that are painted with the same parameters fit together without seams.
        """
        return np.clip(self._paint(images=tile[None], style_params=style_params[None])[0], 0.0, 1.0)


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
        If a file is missing or damaged, a style was trained over a network that is not installed, or the styles were
        trained over different networks.
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
    raise FileError(f"{style.title} was trained with another network; train it again.")


@lru_cache(maxsize=64)
def _style_params(path: Path, _version: int) -> StyleParams:
    return read_style_params(path)


@lru_cache(maxsize=2)
def _painter(path: Path, _version: int) -> Painter:
    return Painter(read_transform_net(path))
