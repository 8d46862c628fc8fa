"""The slow algorithms that a custom job can ask for: their options, the site's limits, and how they are run.

The options' dataclasses are free of TensorFlow; the algorithms themselves are imported when a worker runs one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from django.conf import settings

from algorithms.gatys.options import PaintOptions
from algorithms.luan.options import PhotoOptions
from algorithms.recipes.presets import PHOTO_PRESETS, PRESETS, Preset

if TYPE_CHECKING:
    import numpy as np

    from algorithms.optimise.checkpoint import DescentState
    from algorithms.optimise.multiscale import DescentProgress

SIZES = (256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096)  # longer side in pixels, at which the algorithm works
DEFAULT_SIZE = 512
LARGEST_OF_SMALL = 1024
"""To which a smaller photo can be enlarged, to be painted."""

OURS = "ours"  # where a preset's name can stand

_PACES = {"l-bfgs": "quick", "adam": "steady", "l-bfgs-20": "twenty looks a step"}


@dataclass(frozen=True)
class Pictures:
    """What an algorithm is given.

    Attributes
    ----------
    content, style : float32 arrays of shape (H, W, 3) and (H', W', 3)
        RGB in [0, 1].
    regions : (float32 array of shape (H, W, K), float32 array of shape (H', W', K)), optional
        What corresponds to what, as `algorithms.regions.matching` has it.
    """

    content: np.ndarray
    style: np.ndarray
    regions: tuple[np.ndarray, np.ndarray] | None = None


@dataclass(frozen=True)
class CustomAlgorithm:
    """One entry of the registry.

    Attributes
    ----------
    options : dataclass
        Every field has `help`, `least` and `choices` in its metadata, and a default.
    shown : tuple of str
        The options that everybody sees; the others are folded away.
    most : dict
        Where the site allows less than the algorithm.
    words : dict
        What the site calls the choices of an option.
    seconds : float
        For a step over a megapixel, until this machine has measured it: on two cores, by `benchmarks/README.md`.
    takes_regions : bool
        Whether it works region by region, with masks.
    full_size : bool
        Whether what was done to the small photo can be done to the whole one.
    run : callable
        Pictures, options and a saved state to an iterator of progress, as `algorithms.gatys.paint.paint` gives it.
    presets : dict
        Recipes of the literature; each brings its own value of every option.
    preset_words : dict
        What the site calls them.
    """

    title: str
    summary: str
    options: type[Any]
    shown: tuple[str, ...]
    most: Mapping[str, float]
    words: Mapping[str, Mapping[str, str]]
    seconds: float
    takes_regions: bool
    full_size: bool
    run: Callable[[Pictures, Any, DescentState | None], Iterator[DescentProgress]]
    presets: Mapping[str, Preset[Any]] = field(default_factory=dict)
    preset_words: Mapping[str, str] = field(default_factory=dict)

    def most_of(self, option: Field[Any]) -> float:
        """Return the site's upper limit of an option; infinity where there is none."""
        return settings.CUSTOM_MAX_STEPS if option.name == "steps" else self.most.get(option.name, math.inf)

    def read_options(self, given: Mapping[str, Any]) -> Any:
        """Return the dataclass with what was stored; ValueError, in one plain sentence, if it cannot be used."""
        known = {each.name for each in fields(self.options)}
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        return self.options(**{name: value for name, value in values.items() if name in known})

    def sizes(self, width: int, height: int) -> list[int]:
        """Return the longer sides at which a photo can be worked on: up to its own, and a small one enlarged."""
        own = max(width, height)
        most = min(max(own, LARGEST_OF_SMALL), SIZES[-1])
        return sorted({*(size for size in SIZES if size <= most), min(max(own, SIZES[0]), most)})

    def defaults(self, preset: str = OURS) -> dict[str, Any]:
        """Return every option's default, which is ours or a preset's; the site's limit of steps holds for both."""
        options = asdict(self.presets[preset].options if preset in self.presets else self.options())
        return options | {"steps": min(options["steps"], settings.CUSTOM_MAX_STEPS)}


def _paint(pictures: Pictures, options: PaintOptions, resume: DescentState | None) -> Iterator[DescentProgress]:
    from algorithms.gatys.paint import paint
    from algorithms.perceptual.vgg import compact

    return paint(compact("average"), pictures.content, [pictures.style], options, resume)


def _relight(pictures: Pictures, options: PhotoOptions, resume: DescentState | None) -> Iterator[DescentProgress]:
    from algorithms.luan.relight import relight
    from algorithms.perceptual.vgg import compact

    return relight(compact(), pictures.content, pictures.style, options, pictures.regions, resume)


ALGORITHMS = {
    "gatys": CustomAlgorithm(
        title="Painting",
        summary="Your photo is painted over, step by step, until it has the strokes and colours of the other picture.",
        options=PaintOptions,
        shown=("style_weight", "colours", "steps"),
        most={"scales": 5, "style_scale": 4, "enhance": 3},
        words={
            "colours": {
                "style": "of the style",
                "luminance": "of the photo, exactly",
                "statistics": "of the photo, roughly",
            },
            "optimiser": _PACES,
            "start": {
                "content": "the photo",
                "style": "the style's picture",
                "noise": "random specks",
                "mix": "specks and the photo",
                "grey": "nearly uniform grey",
            },
        },
        seconds=1.2,
        takes_regions=False,
        full_size=False,
        run=_paint,
        presets=PRESETS,
        preset_words={
            "thesis": "the thesis",
            "stylenet": "StyleNet",
            "keras-lbfgs": "the Keras script",
            "flask-vgg16": "the Flask project",
            "cosine": "the cosine tutorial",
        },
    ),
    "photographic": CustomAlgorithm(
        title="Light",
        summary="Your photo stays a photo: it gets the light and the colours of the other one, region by region.",
        options=PhotoOptions,
        shown=("light_weight", "steps"),
        most={"scales": 5},
        words={
            "optimise": {"light": "the light", "pixels": "every pixel"},
            "optimiser": _PACES,
            "start": {
                "colours": "the photo in the other one's colours",
                "content": "the photo as it is",
                "mix": "specks and the photo",
            },
        },
        seconds=5.0,
        takes_regions=True,
        full_size=True,
        run=_relight,
        presets=PHOTO_PRESETS,
        preset_words={"thesis": "the thesis", "luan": "Luan et al."},
    ),
}


def warm() -> None:
    """Load TensorFlow and the algorithms; that takes longer than to find a dead worker's job."""
    from algorithms.gatys import paint as gatys  # noqa: F401
    from algorithms.luan import relight as photo  # noqa: F401
    from algorithms.perceptual import vgg as features

    features.compact()
