"""`manage.py relight`: the slow photographic style without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandParser

from imagetransfer.science.management.folders import for_each_photo
from imagetransfer.science.management.masks import add_mask_options, add_parser_option, read_regions
from imagetransfer.science.management.painting import DEFAULT_SIZE, add_slow_options, changed_preset, with_losses
from imagetransfer.science.management.photos import read_photo
from imagetransfer.science.management.plain_errors import plain_errors
from imagetransfer.science.management.records import OF_ONE_PHOTO, Record, add_record_options

if TYPE_CHECKING:
    import numpy as np


class Command(BaseCommand):
    """Read, relight, carry over to the whole photo, write."""

    help = (
        "Show a photo in the light and the colours of another one, sky from sky and wall from wall. Masks of your own "
        "tell what belongs together: two pictures in plain colours, equal colours correspond."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Define the options; the algorithm's own come from its dataclass."""
        from algorithms.luan.options import PhotoOptions
        from algorithms.recipes.presets import PHOTO_PRESETS

        parser.add_argument("content", type=Path, help="the photo, JPEG, PNG, WebP or HEIC, or a folder of them")
        parser.add_argument("style", type=Path, help="the photo whose light is wanted")
        add_mask_options(parser)
        add_parser_option(parser)
        masks_help = "without masks of your own: regions by the scene parser, or none (default: %(default)s)"
        parser.add_argument("--masks", choices=("automatic", "none"), default="automatic", help=masks_help)
        parser.add_argument(
            "--full", action="store_true", help="write the photo's own size; --size is that at which it is relit"
        )
        add_slow_options(parser, PhotoOptions, list(PHOTO_PRESETS), "photographic style", ())
        add_record_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Relight; each file appears whole or not at all."""
        for said in for_each_photo(options, "content", _relit, (*OF_ONE_PHOTO, "content_mask")):
            self.stdout.write(said)


def _relit(options: dict[str, Any]) -> str:
    from algorithms.filters.joint_upsampling import full_resolution
    from algorithms.luan.options import PhotoOptions
    from algorithms.luan.relight import relight
    from algorithms.perceptual.vgg import loss_network
    from algorithms.recipes.presets import PHOTO_PRESETS, Preset

    with plain_errors():
        preset = changed_preset(options, PHOTO_PRESETS, Preset(options=PhotoOptions(), network="compact"))
        record = Record(options, preset.options.steps, preset.save_every)
        size = preset.size or DEFAULT_SIZE
        content, style = (_read(options[name], size) for name in ("content", "style"))
        network = loss_network(preset.network, preset.pooling)
        regions = _regions(options, content, style)
        fast = _fast(options, content, style) if preset.options.start == "fast" else None
        progress = relight(network, content, style, preset.options, regions, record.state, fast)
        steps = with_losses(progress, preset.options)
        if not options["full"]:
            return record.keep(steps)
        photo = _read(options["content"], None)
        return record.keep(steps, lambda picture: full_resolution(photo, content, picture))


def _read(path: Path, size: int | None) -> np.ndarray:
    import numpy as np

    from algorithms.io.images import to_float

    return to_float(np.asarray(read_photo(path, size)))


def _fast(options: dict[str, Any], content: np.ndarray, style: np.ndarray) -> np.ndarray:
    """Return what `stylize` makes of the photo with the style's light."""
    from algorithms.grading.grade import in_light_of
    from segmentation.compiled_parser import scene_parser
    from segmentation.parse import parse

    if options["masks"] == "none":
        return in_light_of(content, style)
    parser = scene_parser(options["parser"])
    return in_light_of(content, style, lambda photo: parse(photo, parser))


def _regions(options: dict[str, Any], content: np.ndarray, style: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Read the masks, or find regions; None where none are wanted."""
    regions = read_regions(options, content, style)
    if regions is not None or options["masks"] == "none":
        return regions
    from segmentation.compiled_parser import scene_parser
    from segmentation.parse import parse_pair

    found = parse_pair(content, style, scene_parser(options["parser"]))
    return found.content, found.style
