"""What fast photographic styles cost: 12 megapixels from bytes to bytes, and a training step with its affine loss.

`ONEDNN_MAX_CPU_ISA=AVX2 python -m benchmarks.fast_photographic` for both; the numbers are in README.md. Processor
seconds, of all cores together, say more than the clock where others compute at the same time.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import numpy as np
from PIL import Image
from pymatting import cf_laplacian
from skimage import data

from algorithms.grading import grade as fast_photo
from algorithms.io.images import resize, to_float
from algorithms.perceptual.vgg import compact
from algorithms.recipes.region_samples import RegionSamples, StyleRegions
from algorithms.recipes.thesis_photo import ThesisPhotoTrainer
from algorithms.recipes.transform_net import TransformNet
from algorithms.styles.catalogue import Style, styles_of
from algorithms.styles.options import FastOptions
from algorithms.training.loop import steps_of
from algorithms.training.options import ThesisPhotoOptions
from segmentation.compiled_parser import CompiledParser
from segmentation.model import SHIPPED_WEIGHTS, read_parser
from segmentation.parse import parse

ROUNDS = 9
MEGAPIXELS_12 = (4000, 3000)
OPTIONS = ThesisPhotoOptions(steps=ROUNDS + 1, save_every=10**6)


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", choices=("light", "training"), help="print only this table")
    only = arguments.parse_args().only
    if only != "training":
        print_twelve_megapixels()
    if only != "light":
        print_training_steps()


def print_twelve_megapixels() -> None:
    """Time a photo's way, part by part, after a warm-up as workers have it."""
    parser = CompiledParser(read_parser(SHIPPED_WEIGHTS), exact=True)
    fast_photo.warm(lambda small: parse(small, parser))
    style = styles_of("photographic")[0]
    photo = Image.fromarray(data.astronaut()).resize(MEGAPIXELS_12, Image.Resampling.LANCZOS)
    jpeg = _jpeg(photo)
    by_clock, by_processor = (
        [_timed_way(jpeg, style, parser, clock) for _ in range(ROUNDS)]
        for clock in (time.perf_counter, time.process_time)
    )
    print("| part | median | least | processor |\n|---|---|---|---|")
    for name in by_clock[0]:
        seconds, used = [one[name] for one in by_clock], [one[name] for one in by_processor]
        print(
            f"| {name} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} s | {statistics.median(used):.2f} s |"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nPeak memory of the process: {peak:.2f} GiB\n")


def print_training_steps() -> None:
    """Time the thesis's training step without the affine loss, with ours, and with a sparse matrix for each photo."""
    without, with_loss = _step_seconds(replace(OPTIONS, affine_weight=0.0)), _step_seconds(OPTIONS)
    sparse = without + _sparse_seconds()
    print("| training step, 4 photos of 256 × 256 | processor | ratio |\n|---|---|---|")
    rows = {"without affine loss": without, "with it, no matrix": with_loss, "with it, a sparse matrix a photo": sparse}
    for name, seconds in rows.items():
        print(f"| {name} | {seconds:.2f} s | {seconds / without:.2f} |")


def _timed_way(jpeg: bytes, style: Style, parser: CompiledParser, clock: Callable[[], float]) -> dict[str, float]:
    start = clock()
    with Image.open(BytesIO(jpeg)) as file:
        pixels = np.asarray(file.convert("RGB"))
    decoded = clock()
    graded = fast_photo.grade(pixels, FastOptions(styles={style.slug: 100}), lambda small: parse(small, parser))
    done = clock()
    _jpeg(Image.fromarray(graded))
    end = clock()
    return {"decode": decoded - start, "light": done - decoded, "encode": end - done, "all": end - start}


def _jpeg(picture: Image.Image) -> bytes:
    """Encode as the site does."""
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=95, subsampling="4:4:4")
    return buffer.getvalue()


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
