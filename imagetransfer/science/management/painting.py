"""What the commands of slow painting share: their options, with a preset's values beneath what the user gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from algorithms.option_fields import options_of
from imagetransfer.science.management.option_arguments import add_options, given_options
from imagetransfer.science.management.photos import read_photo

if TYPE_CHECKING:
    import numpy as np
    from _typeshed import DataclassInstance

    from algorithms.gatys.options import PaintOptions
    from algorithms.luan.options import PhotoOptions
    from algorithms.neighbours.options import NeighbourOptions
    from algorithms.optimise.multiscale import DescentProgress
    from algorithms.recipes.presets import Preset

    Options = type[DataclassInstance]

DEFAULT_SIZE = 512


def add_picture_options(parser: CommandParser, photo_help: str = "the photo: a JPEG, PNG, WebP or HEIC file") -> None:
    """Give the parser the photo and the styles."""
    parser.add_argument("content", type=Path, help=photo_help)
    parser.add_argument("styles", type=Path, nargs="+", metavar="style", help="the style's picture; several blend")


def add_painting_options(parser: CommandParser, without: Sequence[str] = ()) -> None:
    """Give the parser the size, the network, the presets and an option for each field of the painting's dataclass."""
    from algorithms.gatys.options import PaintOptions
    from algorithms.recipes.presets import PRESETS

    add_slow_options(parser, PaintOptions, list(PRESETS), "painting", without)


def add_slow_options(
    parser: CommandParser,
    options: Options | Mapping[str, Options],
    presets: Sequence[str],
    title: str,
    without: Sequence[str],
) -> None:
    """Do so for the dataclass of any slow algorithm, or for those of several by their names."""
    size_help = f"longer side of the result and of the style in pixels (default: the preset's, or {DEFAULT_SIZE})"
    parser.add_argument("--size", type=int, metavar="N", help=size_help)
    parser.add_argument("--preset", choices=presets, help="a source's recipe; the options below change it")
    network_help = "compact, vgg19, vgg16, or an .npz, .h5 or .mat file (default: the preset's, or compact)"
    parser.add_argument("--network", metavar="NAME", help=network_help)
    pooling_help = "how the network halves pictures; average paints smoother (default: the preset's, or ours)"
    parser.add_argument("--pooling", choices=("max", "average"), help=pooling_help)
    add_options(parser.add_argument_group(title), options, without)


def read_preset(given: dict[str, Any]) -> Preset[PaintOptions]:
    """Return the painting's preset, or our own recipe, with what the user gave instead."""
    from algorithms.gatys.options import PaintOptions
    from algorithms.recipes.presets import PRESETS, Preset

    return changed_preset(given, PRESETS, Preset(options=PaintOptions(), network="compact", pooling="average"))


def add_ways(parser: CommandParser) -> None:
    """Give the parser the size, the network, the presets, and every way to paint with its options."""
    from algorithms.recipes.presets import PRESETS

    ways_help = "gatys: by what strokes and colours have in common; neighbours: with the painting's own strokes"
    parser.add_argument("--way", choices=_ways(), default="gatys", help=f"{ways_help} (default: %(default)s)")
    add_slow_options(parser, _ways(), list(PRESETS), "painting", ())


def read_way(given: dict[str, Any]) -> Preset[Any]:
    """Return the recipe of the way that was chosen, with what the user gave instead; refuse another way's options."""
    from algorithms.recipes.presets import Preset

    ways, way = _ways(), given["way"]
    own = {option.name for option in options_of(ways[way])}
    others = {option.name for other in ways.values() for option in options_of(other)} - own
    foreign = sorted(name for name in others if given[name] is not None)
    if way != "gatys" and given["preset"]:
        foreign.append("preset")
    if foreign:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in foreign)
        raise CommandError(f"--way {way} knows no {names}; leave that out, or choose the other way.")
    if way == "gatys":
        return read_preset(given)
    return changed_preset(given, {}, Preset(options=ways[way](), network="compact", pooling="average"))


def _ways() -> dict[str, Options]:
    from algorithms.gatys.options import PaintOptions
    from algorithms.neighbours.options import NeighbourOptions

    return {"gatys": PaintOptions, "neighbours": NeighbourOptions}


def changed_preset(given: dict[str, Any], presets: dict[str, Preset[Any]], ours: Preset[Any]) -> Preset[Any]:
    """Return the preset that was named, or ours, with what the user gave instead."""
    preset = presets[given["preset"]] if given["preset"] else ours
    others = {name: given[name] for name in ("network", "pooling", "size") if given[name] is not None}
    return replace(preset, options=replace(preset.options, **given_options(preset.options, given)), **others)


def read_pictures(preset: Preset[Any], content: Path, styles: Sequence[Path]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Read the photo and the styles at the painting's size, as float32 (H, W, 3) in [0, 1]."""
    import numpy as np

    from algorithms.io.images import to_float

    size = preset.size or DEFAULT_SIZE
    photo = read_photo(content, None if preset.rows and not preset.size else size)
    if preset.rows and not preset.size:
        photo.thumbnail((photo.width, preset.rows))
        size = max(photo.size)
    return to_float(np.asarray(photo)), read_styles(styles, size)


def read_styles(styles: Sequence[Path], size: int) -> list[np.ndarray]:
    """Read the styles, their longer side at most `size` pixels, as float32 (H, W, 3) in [0, 1]."""
    import numpy as np

    from algorithms.io.images import to_float

    return [to_float(np.asarray(read_photo(style, size))) for style in styles]


def with_losses(
    progress: Iterable[DescentProgress], options: PaintOptions | NeighbourOptions | PhotoOptions
) -> Iterator[DescentProgress]:
    """Show how far a painting is, and its losses; a resumed one starts where it was."""
    with tqdm(total=options.steps, unit="step") as bar:
        for now in progress:
            bar.set_postfix({name: f"{value:.4g}" for name, value in now.losses.items()}, refresh=False)
            bar.update(now.step - bar.n)
            yield now
