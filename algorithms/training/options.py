"""The settings of the trainings and their defaults; no TensorFlow here, so that a command's help comes at once."""

from dataclasses import dataclass, field
from typing import Any

from algorithms.option_fields import check_values, option


class _Checked:
    """Checks its fields, which are all made by `option`."""

    def __post_init__(self) -> None:
        check_values(self)


@dataclass(frozen=True, kw_only=True)
class TrainOptions(_Checked):
    """How a painter is trained."""

    steps: int = option(2000, "batches to learn from", least=1)
    batch: int = option(4, "photographs in a batch, each painted in a style drawn by lot", least=1)
    side: int = option(256, "side in pixels of the squares cut out of the photographs", least=16)
    style_side: int = option(
        512, "longer side in pixels at which a style's picture is looked at: sets the stroke size", least=16
    )
    learning_rate: float = option(1e-3, "Adam's at the start; it falls to 0 along a cosine")
    content_weight: float = option(1.0, "of the content loss")
    style_weight: float = option(10.0, "of the style loss")
    neighbour_weight: float = option(2.0, "of the distance between each place and the most similar one of the style")
    tv_weight: float = option(2.0, "of the total variation")
    seed: int = option(0, "the same seed draws the same squares and styles")
    save_every: int = option(100, "steps between two checkpoints, and between two sample pictures", least=1)


def _as(options: type[Any], name: str, default: float) -> Any:
    """Return an option of another class with a default of its own."""
    return field(default=default, metadata=options.__dataclass_fields__[name].metadata)


@dataclass(frozen=True, kw_only=True)
class AddOptions(TrainOptions):
    """How one more style is learnt over kernels that stay as they are: few numbers are learnt, in larger steps.

    Scales and shifts alone soon paint a fine mesh that lowers the style loss; a larger weight of the total variation
    prevents it.
    """

    steps: int = _as(TrainOptions, "steps", 80)
    batch: int = _as(TrainOptions, "batch", 2)
    learning_rate: float = _as(TrainOptions, "learning_rate", 1.5e-2)
    style_weight: float = _as(TrainOptions, "style_weight", 25.0)
    tv_weight: float = _as(TrainOptions, "tv_weight", 6.0)
    save_every: int = _as(TrainOptions, "save_every", 20)


@dataclass(frozen=True, kw_only=True)
class GuidedOptions(TrainOptions):
    """How the painter is trained by a teacher's paintings of the same photos."""

    neighbour_weight: float = _as(TrainOptions, "neighbour_weight", 0.0)
    pixel_weight: float = option(4.0, "of the mean absolute difference from a teacher's pixels")
    taught_style_weight: float = option(4.0, "of the style loss of pictures that have a teacher")


@dataclass(frozen=True, kw_only=True)
class ParserOptions(_Checked):
    """How the scene parser is trained."""

    head_steps: int = option(150, "batches that train only the new layers, over the backbone as it is")
    steps: int = option(1300, "batches that train all layers, afterwards", least=1)
    batch: int = option(8, "photographs in a batch", least=1)
    side: int = option(256, "side in pixels of the squares cut out of the photographs", least=32)
    head_learning_rate: float = option(1e-3, "Adam's in the first stage; it falls to 0 along a cosine")
    learning_rate: float = option(3e-4, "Adam's in the second stage; it falls to 0 along a cosine")
    seed: int = option(0, "the same seed draws the same squares")
    save_every: int = option(50, "steps between two checkpoints, and between two sample overlays", least=1)


@dataclass(frozen=True, kw_only=True)
class DistillOptions(_Checked):
    """How the compact loss network is distilled."""

    steps: int = option(400, "batches to learn from", least=1)
    batch: int = option(4, "pictures in a batch", least=1)
    side: int = option(192, "side in pixels of the squares cut out of the pictures", least=16)
    learning_rate: float = option(3e-4, "Adam's at the start; it falls to 0 along a cosine")
    seed: int = option(0, "the same seed draws the same squares")
    save_every: int = option(100, "steps between two checkpoints", least=1)


@dataclass(frozen=True, kw_only=True)
class ThesisPhotoOptions(_Checked):
    """How the thesis trains its fast photographic network (section 4.2.2, weights by their orders of magnitude)."""

    steps: int = option(0, "batches to learn from; 0 goes three times through the photographs")
    batch: int = option(4, "photographs in a batch", least=1)
    side: int = option(256, "side in pixels of the photographs", least=32)
    width: int = option(32, "channels of the painter's first layer", least=1)
    learning_rate: float = option(1e-3, "Adam's at the start; it falls to 0 along a cosine")
    mix: float = option(0.85, "share of the network's output in the picture that is judged; the rest is the photo")
    content_weight: float = option(10.0, "of the content loss")
    style_weight: float = option(100.0, "of the masked style loss")
    tv_weight: float = option(1e-3, "of the total variation")
    affine_weight: float = option(1e4, "of the affine loss")
    seed: int = option(0, "the same seed draws the same photographs and styles")
    save_every: int = option(100, "steps between two checkpoints", least=1)


@dataclass(frozen=True, kw_only=True)
class ThesisPainterOptions(_Checked):
    """How the thesis trains its fast painter (section 3.2.2, weights by their orders of magnitude)."""

    steps: int = option(0, "batches to learn from; 0 goes twice through the photographs")
    batch: int = _as(TrainOptions, "batch", 4)
    side: int = option(256, "side in pixels of the photographs", least=32)
    style_side: int = _as(TrainOptions, "style_side", 512)
    width: int = _as(ThesisPhotoOptions, "width", 32)
    learning_rate: float = _as(TrainOptions, "learning_rate", 1e-3)
    content_weight: float = _as(TrainOptions, "content_weight", 1.0)
    style_weight: float = _as(TrainOptions, "style_weight", 100.0)
    tv_weight: float = _as(TrainOptions, "tv_weight", 100.0)
    seed: int = _as(TrainOptions, "seed", 0)
    save_every: int = _as(TrainOptions, "save_every", 100)


AnyOptions = TrainOptions | ParserOptions | DistillOptions | ThesisPhotoOptions | ThesisPainterOptions
