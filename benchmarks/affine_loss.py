"""What a training step of the thesis's photographic network costs with its affine loss, and without.

`ONEDNN_MAX_CPU_ISA=AVX2 python -m benchmarks.affine_loss`; the numbers are in README.md.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from pymatting import cf_laplacian
from skimage import data

from algorithms.io.images import resize, to_float
from algorithms.perceptual.vgg import compact
from algorithms.recipes.region_samples import RegionSamples, StyleRegions
from algorithms.recipes.thesis_photo import ThesisPhotoTrainer
from algorithms.recipes.transform_net import TransformNet
from algorithms.training.loop import steps_of
from algorithms.training.options import ThesisPhotoOptions

ROUNDS = 9
OPTIONS = ThesisPhotoOptions(steps=ROUNDS + 1, save_every=10**6)


def main() -> None:
    """Time the thesis's training step without the affine loss, with ours, and with a sparse matrix for each photo."""
    without, with_loss = _step_seconds(replace(OPTIONS, affine_weight=0.0)), _step_seconds(OPTIONS)
    sparse = without + _sparse_seconds()
    print("| training step, 4 photos of 256 × 256 | processor | ratio |\n|---|---|---|")
    rows = {"without affine loss": without, "with it, no matrix": with_loss, "with it, a sparse matrix a photo": sparse}
    for name, seconds in rows.items():
        print(f"| {name} | {seconds:.2f} s | {seconds / without:.2f} |")


def _step_seconds(options: ThesisPhotoOptions) -> float:
    styles = StyleRegions([_photo()], [np.full((options.side, options.side), 255, "uint8")])
    trainer = ThesisPhotoTrainer(TransformNet(1), compact(), styles, options)
    labels = np.full((options.side, options.side), 255, "uint8")
    samples = RegionSamples(lambda _random: (_photo(), labels), styles, batch=options.batch, amount=1.0, seed=0)
    training = steps_of(trainer, samples.arrays_of, options, clip_norm=None, checkpoint=None)
    next(training)
    return _median_seconds(lambda: next(training))


def _sparse_seconds() -> float:
    """Build the matrix of each photo of a batch, multiply by it, and once more for the gradient."""
    photo = _photo().astype("float64")

    def batch() -> None:
        for _ in range(OPTIONS.batch):
            matrix = cf_laplacian(photo, epsilon=1e-7)
            matrix @ (matrix @ photo.reshape(-1, 3))

    batch()
    return _median_seconds(batch)


def _photo() -> np.ndarray:
    photo: np.ndarray = np.clip(resize(to_float(data.astronaut()), OPTIONS.side, OPTIONS.side), 0.0, 1.0)
    return photo


def _median_seconds(what: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        what()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
