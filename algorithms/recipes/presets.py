"""Presets with the losses and constants of our sources; `perceptual/loss_kinds.py` has the formulas.

Pixels are in [0, 1] here and in [0, 255] in the sources, so a source's learning rate is divided by 255. No source clips
the picture while it is optimised. Pictures keep their proportions here, although `keras-lbfgs` resizes them to squares
and `stylenet` the style to the photo's shape. Pooling drops an odd last row, as Keras does; `stylenet` pools it, too.

The weights balance the losses of the sources' own networks. With `--network compact` the activations are brought to
VGG-19's sizes and numbers, and the nearest layers stand in for missing ones (`perceptual/standing_in.py`): the balance
is about the sources', the picture is not, because a quarter of the channels sees less.
"""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from algorithms.gatys.options import PaintOptions
from algorithms.luan.options import PhotoOptions
from algorithms.neighbours.options import NeighbourOptions

Options = TypeVar("Options", PaintOptions, NeighbourOptions, PhotoOptions)

STYLE_LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")


@dataclass(frozen=True, kw_only=True)
class Preset(Generic[Options]):
    """The options of a source's recipe, and its network and sizes.

    Attributes
    ----------
    network : str
        A name for `vgg.loss_network`; a network of the same shape where the source uses a file.
    size, rows : int, optional
        The longer side of the picture, or its height, in pixels.
    save_every : int
        Steps between two pictures; 0 for none.
    """

    options: Options
    network: str = "vgg19"
    pooling: Literal["max", "average"] = "max"
    size: int | None = None
    rows: int | None = None
    save_every: int = 0


PRESETS: dict[str, Preset[PaintOptions]] = {
    # The thesis, chapter 3. It gives the weights as orders of magnitude: 1, 100, 0.1.
    "thesis": Preset(
        options=PaintOptions(
            optimiser="adam",
            scales=1,
            losses="thesis",
            steps=8000,
            learning_rate=1 / 255,
            content_weight=1.0,
            style_weight=100.0,
            tv_weight=0.1,
            content_layers=("relu4_2",),
            style_layers=STYLE_LAYERS,
            start="mix",
            clip=False,
        ),
        pooling="average",
    ),
    # The source's network is --network imagenet-vgg-verydeep-19.mat. The source transposes each filter, a mistake that
    # is not repeated; nor is another one: the style, once resized, has values of at most 1 there. The picture starts as
    # noise with a standard deviation of 0.256 levels about the mean colour.
    "stylenet": Preset(
        options=PaintOptions(
            optimiser="adam",
            scales=1,
            losses="stylenet",
            steps=100,
            learning_rate=10 / 255,
            content_weight=5.0,
            style_weight=500.0,
            tv_weight=100.0,
            content_layers=("relu4_2",),
            style_layers=STYLE_LAYERS,
            start="grey",
            clip=False,
        ),
        save_every=25,
    ),
    # The source announces a picture at every iteration, and writes the first, every fifth after it and the last.
    "keras-lbfgs": Preset(
        options=PaintOptions(
            scales=1,
            losses="keras",
            optimiser="l-bfgs-20",
            steps=25,
            content_weight=0.08,
            style_weight=1.0,
            tv_weight=1.0,
            content_layers=("relu5_2",),
            style_layers=STYLE_LAYERS,
            style_layer_weights=(0.1, 0.1, 0.4, 0.3, 0.1),
            enhance=1.2,
            clip=False,
        ),
        size=500,
        save_every=5,
    ),
    # The report gives the losses, but neither weights nor layers; weights and layers are those of `keras-lbfgs`, whose
    # code it shares, with equal layer weights. Its example stops after iteration 8, the ninth.
    "flask-vgg16": Preset(
        options=PaintOptions(
            scales=1,
            losses="keras",
            optimiser="l-bfgs-20",
            steps=9,
            content_weight=0.08,
            style_weight=1.0,
            tv_weight=1.0,
            content_layers=("relu5_2",),
            style_layers=STYLE_LAYERS,
            clip=False,
        ),
        network="vgg16",
        rows=200,
        save_every=1,
    ),
    # The tutorial's text takes the style from the first convolution of blocks 1 to 3, its code from block 5; this
    # preset follows the text. The content layers are the last ones that its loop stores for blocks 4 and 5, each with a
    # weight of 1e-5. The tutorial counts the same style loss four times, this preset once. The tutorial uses Adam and
    # also names L-BFGS (--optimiser l-bfgs-20). Its code trains a network for 5 epochs; 500 steps stand for them.
    "cosine": Preset(
        options=PaintOptions(
            optimiser="adam",
            scales=1,
            losses="cosine",
            steps=500,
            learning_rate=0.001,
            content_weight=2e-5,
            style_weight=1e-4,
            tv_weight=1e-6,
            content_layers=("relu4_3", "relu5_1"),
            style_layers=("relu1_1", "relu2_1", "relu3_1"),
            clip=False,
        ),
        size=256,
    ),
}

PHOTO_PRESETS: dict[str, Preset[PhotoOptions]] = {
    # The thesis, section 4.1: weights by orders of magnitude, 1, 100, 1e-3 and 1e4; layers before the ReLU. The style
    # loss is that of the code in its section 4.2.2 (`source_losses`), the content loss that of eq. 4.1. The thesis does
    # not say which range colours have in the affine term; they are in [0, 1], as in Luan's code.
    "thesis": Preset(
        options=PhotoOptions(
            optimise="pixels",
            losses="thesis",
            steps=8000,
            learning_rate=1 / 255,
            content_weight=1.0,
            style_weight=100.0,
            tv_weight=1e-3,
            affine_weight=1e4,
            start="mix",
            scales=1,
            clip=False,
        ),
        pooling="average",
    ),
    # Luan et al.: the defaults of their code, whose layers are after the ReLU. Their code begins with a run without the
    # affine term; here the photo in the style's colours stands for that run's result. 50 steps of 20 evaluations are
    # their 1000 evaluations. A guided filter stands for their smoothing by local affine maps. Their pixels go to 256.
    "luan": Preset(
        options=PhotoOptions(
            optimise="pixels",
            losses="luan",
            optimiser="l-bfgs-20",
            steps=50,
            content_weight=5.0,
            style_weight=100.0,
            tv_weight=1e-3,
            affine_weight=1e4,
            content_layers=("relu4_2",),
            style_layers=STYLE_LAYERS,
            start="colours",
            smooth=True,
            scales=1,
            clip=False,
        ),
        size=700,
    ),
}
