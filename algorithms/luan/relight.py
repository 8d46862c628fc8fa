"""Slow photographic style: give a photo the light and the colours of another one, region by region.

Two variables can be optimised: the light (`light.py`) or every pixel (`objective.py`).
"""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from algorithms.colour.optimal_transport import ColourMap, split_detail
from algorithms.errors import UserError
from algorithms.filters.guided_filter import guided_filter
from algorithms.io.images import resize
from algorithms.luan.light import Light, light_objective, recoloured
from algorithms.luan.objective import luan_objective
from algorithms.luan.options import PhotoOptions
from algorithms.optimise.checkpoint import DescentState, fingerprint
from algorithms.optimise.multiscale import Descent, DescentProgress, Stage, check_picture, scaled_size
from algorithms.optimise.optimisers import Objective
from algorithms.optimise.start import MIX_CONTENT, MIX_NOISE
from algorithms.perceptual.layer import fitting_scales
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.standing_in import in_place_of_vgg19
from algorithms.regions.gram_targets import RegionStyle
from algorithms.regions.resizing import fit_regions

Regions = tuple[np.ndarray, np.ndarray]

SMALLEST = 5  # pixels a side: the guided filters and the matting Laplacian need windows around a pixel
SMOOTH_RADIUS, SMOOTH_EPS = 15, 1e-2  # f_radius and f_edge of the smoothing in Luan's code


def relight(
    network: LossNetwork,
    content: np.ndarray,
    style: np.ndarray,
    options: PhotoOptions | None = None,
    regions: Regions | None = None,
    resume: DescentState | None = None,
    fast: np.ndarray | None = None,
) -> Iterator[DescentProgress]:
    """Give a photo the light and the colours of another one; yield the progress after each step.

    Parameters
    ----------
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    regions : (float32 array of shape (H, W, K), float32 array of shape (H', W', K)), optional
        Regions of the photo, which sum to 1 in each pixel, and of the style, as `regions.matching` makes them. Without
        them each picture is one region.
    resume : DescentState, optional
        State of an interrupted run with the same pictures and options; the result is that of an uninterrupted run.
    fast : float32 array of shape (H, W, 3), optional
        The photo in the style's light as the fast way makes it, for the start "fast"; without it that is "colours".

    Raises
    ------
    UserError
        If the pictures, the regions, the options or the state cannot be used.
    """
    options = options or PhotoOptions()
    check_picture(content, "photo")
    check_picture(style, "style's picture")
    if min(content.shape[:2]) < SMALLEST:
        height, width, _ = content.shape
        raise UserError(f"The photo is {width} × {height} pixels; give one of at least {SMALLEST} × {SMALLEST}.")
    network, options = in_place_of_vgg19(network, options)
    layers = (*options.content_layers, *options.style_layers)
    fitting = fitting_scales(options.scales, layers, *content.shape[:2], *style.shape[:2])
    options = replace(options, scales=fitting)
    matched = regions or (_whole(content), _whole(style))
    _check_regions(matched, content, style)
    kind = _Relighting if options.optimise == "light" else _Pixels
    return kind(network, content, style, options, matched, fast if options.start == "fast" else None).steps(resume)


class _Relit(Descent):
    """The common part of both descents: the pictures, their regions, and a colour map for each region."""

    def __init__(
        self,
        network: LossNetwork,
        content: np.ndarray,
        style: np.ndarray,
        options: PhotoOptions,
        regions: Regions,
        fast: np.ndarray | None,
    ) -> None:
        self.network, self.content, self.style, self.options, self.regions = network, content, style, options, regions
        self.fast = fast
        base, _ = split_detail(content)
        pairs = zip(*(np.moveaxis(each, -1, 0) for each in regions), strict=True)
        self.maps = [ColourMap(base, own, style, of_style, options.seed) for own, of_style in pairs]
        inputs = [content, style, *regions, *network.weights]
        super().__init__(self.first(), options, fingerprint((options, network.pooling, network.padding), inputs))

    @abstractmethod
    def first(self) -> np.ndarray:
        """Return the first value of the optimised variable, at full size."""

    def region_style(self, height: int, width: int, share: float) -> RegionStyle:
        """Return the style targets at one size."""
        small = scaled_size(self.style, share)
        return RegionStyle(
            self.network,
            resize(self.style, *small),
            fit_regions(self.regions[1], *small),
            fit_regions(self.regions[0], height, width),
            self.options.style_layers,
            self.options.losses,
        )


class _Relighting(_Relit):
    """The descent that optimises the light."""

    lights: dict[tuple[int, ...], Light]  # by size

    def first(self) -> np.ndarray:
        """Return the photo's own light, float32 (H, W, 1)."""
        self.lights = {}
        return np.zeros((*self.content.shape[:2], 1), "float32")

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        """Prepare the photo at one size, and return the objective of its light."""
        height, width, _ = origin.shape
        photo = np.clip(resize(self.content, height, width), 0.0, 1.0)
        fast = None if self.fast is None else np.clip(resize(self.fast, height, width), 0.0, 1.0)
        light = self.lights[height, width] = Light(photo, fit_regions(self.regions[0], height, width), self.maps, fast)
        return light_objective(self.network, light, self.region_style(height, width, stage.scale), self.options)

    def finished(self, state: np.ndarray) -> np.ndarray:
        """Return the photo under the optimised light."""
        return np.asarray(self.lights[state.shape[:2]].picture(state))[0]


class _Pixels(_Relit):
    """The descent that optimises every pixel; the matting Laplacian keeps it close to the photo."""

    def first(self) -> np.ndarray:
        """Return the first picture, float32 (H, W, 3), as the option `start` asks."""
        if self.options.start == "content":
            return self.content
        if self.fast is not None:
            return self.fast
        if self.options.start in ("fast", "colours"):
            return recoloured(self.content, self.regions[0], self.maps)
        noise = np.random.default_rng(self.options.seed).random(self.content.shape, "float32")
        return MIX_NOISE * noise + MIX_CONTENT * self.content

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        """Return the objective of the pixels at one size."""
        height, width, _ = origin.shape
        photo = np.clip(resize(self.content, height, width), 0.0, 1.0)
        return luan_objective(self.network, photo, self.region_style(height, width, stage.scale), self.options)

    def finished(self, state: np.ndarray) -> np.ndarray:
        """Return the picture, smoothed where the option `smooth` asks for it."""
        if not self.options.smooth:
            return state
        photo = np.clip(resize(self.content, *state.shape[:2]), 0.0, 1.0)
        smoothed: np.ndarray = guided_filter(photo[None], state[None], SMOOTH_RADIUS, SMOOTH_EPS)[0]
        return smoothed


def _whole(picture: np.ndarray) -> np.ndarray:
    return np.ones((*picture.shape[:2], 1), "float32")


def _check_regions(regions: Regions, content: np.ndarray, style: np.ndarray) -> None:
    for picture, own, what in ((content, regions[0], "photo"), (style, regions[1], "style")):
        if own.shape[:2] != picture.shape[:2]:
            raise ValueError(f"The regions of the {what} have shape {own.shape}; expected {picture.shape[:2]} and K.")
        if not (own.sum(axis=(0, 1)) > 0).all():
            raise UserError(f"The {what} has a region without any pixel; leave it out.")
    if regions[0].shape[-1] != regions[1].shape[-1]:
        raise UserError(
            f"The photo has {regions[0].shape[-1]} regions, the style {regions[1].shape[-1]}; give as many."
        )
