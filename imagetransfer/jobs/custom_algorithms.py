"""The slow algorithms that a custom job can ask for: their options, the site's limits, and how they are run.

The options' dataclasses are free of TensorFlow; the algorithms themselves are imported when a worker runs one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop as _

from algorithms.gatys.options import PaintOptions
from algorithms.luan.options import PhotoOptions
from algorithms.neighbours.options import NeighbourOptions
from algorithms.recipes.presets import PHOTO_PRESETS, PRESETS
from imagetransfer.jobs.custom_algorithm import CustomAlgorithm, Pictures

if TYPE_CHECKING:
    from algorithms.optimise.checkpoint import DescentState
    from algorithms.optimise.multiscale import DescentProgress
    from algorithms.perceptual.loss_network import Pooling
    from algorithms.recipes.presets import Preset

_PACES = {"l-bfgs": _("quick"), "adam": _("steady"), "l-bfgs-20": _("twenty looks a step")}
_COLOURS = {
    "style": _("of the style"),
    "luminance": _("of the photo, exactly"),
    "statistics": _("of the photo, roughly"),
}


def _pooling(presets: Mapping[str, Preset[Any]], options: PaintOptions | PhotoOptions, ours: Pooling) -> Pooling:
    """Return how the network halves pictures: as in the source whose losses these are, or as we do it."""
    return next((preset.pooling for preset in presets.values() if preset.options.losses == options.losses), ours)


def _paint(pictures: Pictures, options: PaintOptions, resume: DescentState | None) -> Iterator[DescentProgress]:
    from algorithms.gatys.paint import paint
    from algorithms.perceptual.vgg import compact

    network = compact(_pooling(PRESETS, options, "average"))
    return paint(network, pictures.content, [pictures.style], options, resume)


def _paint_by_neighbours(
    pictures: Pictures, options: NeighbourOptions, resume: DescentState | None
) -> Iterator[DescentProgress]:
    from algorithms.neighbours.paint import paint_by_neighbours
    from algorithms.perceptual.vgg import compact

    return paint_by_neighbours(
        compact("average"), pictures.content, [pictures.style], options, resume, pictures.regions
    )


def _relight(pictures: Pictures, options: PhotoOptions, resume: DescentState | None) -> Iterator[DescentProgress]:
    from algorithms.grading.grade import in_light_of
    from algorithms.luan.relight import relight
    from algorithms.perceptual.vgg import compact
    from segmentation.parse import parse

    network, pair = compact(_pooling(PHOTO_PRESETS, options, "max")), (pictures.content, pictures.style)
    fast = in_light_of(*pair, parse if pictures.regions else None) if options.start == "fast" else None
    return relight(network, *pair, options, pictures.regions, resume, fast)


# The first is what Custom proposes.
ALGORITHMS = {
    "neighbours": CustomAlgorithm(
        title=_("Brushwork"),
        summary=_("Your photo is painted with the other picture's own strokes: each spot gets the one most like it."),
        options=NeighbourOptions,
        shown=("photo_share", "colours", "steps"),
        most={"scales": 6, "style_scale": 4, "enhance": 3},
        words={"colours": _COLOURS},
        seconds=2.5,
        masks="none",
        full_size=False,
        run=_paint_by_neighbours,
    ),
    "gatys": CustomAlgorithm(
        title=_("Painting"),
        summary=_("Your photo is painted over until its patterns and colours are like the other picture's."),
        options=PaintOptions,
        shown=("style_weight", "colours", "steps"),
        most={"scales": 5, "style_scale": 4, "enhance": 3},
        words={
            "colours": _COLOURS,
            "optimiser": _PACES,
            "start": {
                "content": _("the photo"),
                "style": _("the style's picture"),
                "noise": _("random specks"),
                "mix": _("specks and the photo"),
                "grey": _("nearly uniform grey"),
            },
        },
        seconds=1.2,
        masks="",
        full_size=False,
        run=_paint,
        presets=PRESETS,
        preset_words={
            "thesis": _("the thesis"),
            "stylenet": "StyleNet",
            "keras-lbfgs": _("the Keras script"),
            "flask-vgg16": _("the Flask project"),
            "cosine": _("the cosine tutorial"),
        },
    ),
    "photographic": CustomAlgorithm(
        title=_("Light"),
        summary=_(
            "Your photo stays a photo: it gets the light and the colours of the other one, region by region. It "
            "begins with what Online makes in a second, adds light of its own to the colours, and comes closer."
        ),
        options=PhotoOptions,
        shown=("light_weight", "steps"),
        most={"scales": 5},
        words={
            "optimise": {"light": _("the light"), "pixels": _("every pixel")},
            "optimiser": _PACES,
            "start": {
                "fast": _("the photo as Online lights it"),
                "colours": _("the photo in the other one's colours"),
                "content": _("the photo as it is"),
                "mix": _("specks and the photo"),
            },
        },
        seconds=5.0,
        masks="automatic",
        full_size=True,
        run=_relight,
        presets=PHOTO_PRESETS,
        preset_words={"thesis": _("the thesis"), "luan": _("Luan et al.")},
    ),
}


def warm() -> None:
    """Load TensorFlow and the algorithms; that takes longer than to find a dead worker's job."""
    from algorithms.gatys import paint as gatys  # noqa: F401
    from algorithms.luan import relight as photo  # noqa: F401
    from algorithms.neighbours import paint as neighbours  # noqa: F401
    from algorithms.perceptual import vgg as features

    features.compact()
