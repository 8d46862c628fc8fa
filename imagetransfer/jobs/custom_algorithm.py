"""What a slow algorithm is to the site: an entry of the registry (`custom_algorithms.py`), and what it is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    import numpy as np

    from algorithms.optimise.checkpoint import DescentState
    from algorithms.optimise.multiscale import DescentProgress
    from algorithms.recipes.presets import Preset

SIZES = (256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096)  # longer side in pixels, at which the algorithm works
DEFAULT_SIZE = 512
LARGEST_OF_SMALL = 1024
"""To which a smaller photo can be enlarged, to be painted."""

OURS = "ours"  # where a preset's name can stand


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
    masks : str
        How regions are found if nobody says it: "automatic", or "none"; empty if the algorithm knows no regions.
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
    masks: str
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
