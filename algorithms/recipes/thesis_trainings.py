"""The thesis's two trainings of Johnson's network: a painter, and a painter of photos with an affine loss."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import tensorflow as tf

from algorithms.io.images import read_image, resize
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.standing_in import like_vgg19
from algorithms.recipes import thesis_painter, thesis_photo
from algorithms.recipes.labelled_photos import LabelledPhotos, read_labels
from algorithms.recipes.region_samples import RegionSamples, StyleRegions
from algorithms.recipes.transform_net import TransformNet, write_transform_net
from algorithms.recipes.whole_photos import WholePhotos
from algorithms.regions.scene_groups import UNLABELLED
from algorithms.training.loop import TrainProgress, steps_of
from algorithms.training.options import ThesisPainterOptions, ThesisPhotoOptions
from algorithms.training.tensorboard_log import TensorBoardLog


@dataclass(frozen=True)
class ThesisTraining:
    """A training that is ready to start.

    Attributes
    ----------
    run : function of a checkpoint's path, or None, that trains; see `training.loop.steps_of`
    write : function of a path that writes the network
    steps : number of steps
    network : the network that is trained; its `call` takes photos and the shares of the styles
    """

    run: Callable[[Path | None], Iterator[TrainProgress]]
    write: Callable[[Path], None]
    steps: int
    network: TransformNet

    def log(self, folder: Path) -> TensorBoardLog:
        """Return a log for TensorBoard, with the network's graph."""
        photos = tf.TensorSpec((1, None, None, 3))
        return TensorBoardLog(folder, self.network, photos, tf.TensorSpec((1, self.network.styles)))


def painter_training(
    photos: Sequence[Path], styles: Sequence[np.ndarray], loss_network: LossNetwork, options: ThesisPainterOptions
) -> ThesisTraining:
    """Prepare the thesis's training of its painter on folders of photographs (section 3.2)."""
    samples = WholePhotos(photos, batch=options.batch, side=options.side, rows=len(styles), seed=options.seed)
    options = replace(options, steps=options.steps or max(1, thesis_painter.EPOCHS * len(samples) // options.batch))
    network = TransformNet(len(styles), options.width)
    trainer = thesis_painter.ThesisPainterTrainer(network, like_vgg19(loss_network), styles, options)

    def run(checkpoint: Path | None) -> Iterator[TrainProgress]:
        return steps_of(trainer, samples.batch_of, options, clip_norm=None, checkpoint=checkpoint)

    return ThesisTraining(run, lambda path: write_transform_net(path, network), options.steps, network)


def photo_training(
    photos: LabelledPhotos, styles: StyleRegions, loss_network: LossNetwork, options: ThesisPhotoOptions
) -> ThesisTraining:
    """Prepare the thesis's photographic training (section 4.2), with one network for all styles."""
    options = replace(options, steps=options.steps or max(1, thesis_photo.EPOCHS * len(photos) // options.batch))
    network = TransformNet(len(styles.pictures), options.width)
    trainer = thesis_photo.ThesisPhotoTrainer(network, like_vgg19(loss_network), styles, options)

    def draw(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        return photos.draw(options.side, random)

    samples = RegionSamples(draw, styles, batch=options.batch, amount=1.0, seed=options.seed)

    def run(checkpoint: Path | None) -> Iterator[TrainProgress]:
        return steps_of(trainer, samples.arrays_of, options, clip_norm=None, checkpoint=checkpoint)

    return ThesisTraining(run, lambda path: write_transform_net(path, network), options.steps, network)


def style_regions(files: Mapping[str, Path], masks: Path | None, side: int) -> StyleRegions:
    """Read style photos and their masks, resized to squares; without masks no pixel is labelled.

    Parameters
    ----------
    files : mapping of slug to path
    masks : folder of SLUG.png, each pixel the number of its scene group, optional
    side : int
        Side of the squares in pixels.

    Raises
    ------
    UserError
        If a picture or a mask is missing or damaged.
    """
    pictures = [np.clip(resize(read_image(file, 2 * side), side, side), 0.0, 1.0) for file in files.values()]
    none = np.full((side, side), UNLABELLED, "uint8")
    paths = [masks / f"{slug}.png" if masks else None for slug in files]
    return StyleRegions(pictures, [read_labels(path, side, side) if path else none for path in paths])
