"""How much sooner slow painting reaches the loss of a painting as the thesis made it, under the same network.

The network: the exact VGG-19 for relu1_1, relu2_1 and relu3_1, its quarter-width copy for what lies deeper, average
pooling. The losses: ours, relative. The thesis's way: one size, Adam with a learning rate of 1 in 255, 500 steps from
0.6 noise and 0.4 photo. Every step of it is kept in a file, so that it can be interrupted.
"""

import argparse
import csv
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.gatys.options import PaintOptions
from algorithms.gatys.paint import paint
from algorithms.io.images import read_image
from algorithms.optimise.checkpoint import read_state, write_state
from algorithms.optimise.multiscale import DescentProgress
from algorithms.perceptual.loss_network import LossNetwork
from algorithms.perceptual.vgg import from_file
from benchmarks.compact_network import PAIRS

EXACT = {"relu1_1", "relu2_1", "relu3_1"}
THESIS = PaintOptions(steps=500, optimiser="adam", learning_rate=1 / 255, start="mix", scales=1, clip=False)
OURS = PaintOptions(steps=75)  # half of our default, which goes far below the loss to reach
CHECKPOINT_EVERY = 20


@dataclass(frozen=True)
class ExactAndQuarter(LossNetwork):
    """The exact first blocks, and the narrow network for the rest."""

    quarter: LossNetwork | None = None

    def __call__(self, images: Any, layers: Any) -> dict[str, Any]:
        """Compute each layer by the network it belongs to."""
        assert self.quarter is not None
        wanted = set(layers)
        return {**super().__call__(images, wanted & EXACT), **self.quarter(images, wanted - EXACT)}


def main() -> None:
    """Print a table, a row for each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exact", type=Path, required=True, help="vgg19_blocks_1_to_3.npz")
    parser.add_argument("--quarter", type=Path, required=True, help="vgg19_16x_relu5_1.npz")
    parser.add_argument("--photos", type=Path, required=True, help="folder with the photos of the pairs")
    parser.add_argument("--styles", type=Path, required=True, help="folder with the paintings of the pairs")
    parser.add_argument("--runs", type=Path, required=True, help="folder for the thesis's runs; they go on from there")
    parser.add_argument("--pairs", type=int, nargs="+", default=range(len(PAIRS)), help="numbers, from 0")
    parser.add_argument("--size", type=int, default=512)
    given = parser.parse_args()
    exact = from_file(given.exact, "average")
    network = ExactAndQuarter(exact.convolutions, "average", quarter=from_file(given.quarter, "average"))
    given.runs.mkdir(parents=True, exist_ok=True)
    print(
        "| photo | style | loss after the thesis's 500 steps | CPU s | wall s | our steps to it | CPU s | wall s "
        "| CPU ratio | wall ratio |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for photo_name, style_name in [PAIRS[number] for number in given.pairs]:
        photo = read_image(given.photos / f"{photo_name}.jpg", given.size)
        style = read_image(given.styles / f"{style_name}.jpg", given.size)
        stem = given.runs / f"{photo_name}-{style_name}"
        loss, *theirs = _thesis(network, photo, style, stem)
        step, *mine = _ours(network, photo, style, loss)
        ratios = [their / my for their, my in zip(theirs, mine, strict=True)]
        print(
            f"| {photo_name} | {style_name} | {loss:.3f} | {theirs[0]:.0f} | {theirs[1]:.0f} "
            f"| {step} | {mine[0]:.1f} | {mine[1]:.1f} | {ratios[0]:.1f} | {ratios[1]:.1f} |",
            flush=True,
        )


def _thesis(network: LossNetwork, photo: np.ndarray, style: np.ndarray, stem: Path) -> tuple[float, float, float]:
    """Paint as the thesis does, from where an earlier run was; return the loss, the CPU and the wall seconds.

    The seconds are 500 times the median step: the machine is shared, and runs are interrupted.
    """
    checkpoint, curve = stem.with_suffix(".npz"), stem.with_suffix(".csv")
    resume = read_state(checkpoint) if checkpoint.exists() else None
    if resume is None or resume.step < THESIS.steps:
        with curve.open("a") as file:
            for now, cpu, wall in _timed(paint(network, photo, [style], THESIS, resume)):
                file.write(f"{now.step},{cpu:.3f},{wall:.3f},{now.losses['total']}\n")
                if now.step % CHECKPOINT_EVERY == 0:
                    file.flush()
                    write_state(checkpoint, now.state)
    rows = list(csv.reader(curve.open()))
    cpu, wall = (THESIS.steps * statistics.median(float(row[column]) for row in rows) for column in (1, 2))
    return float(rows[-1][-1]), cpu, wall


def _ours(network: LossNetwork, photo: np.ndarray, style: np.ndarray, loss: float) -> tuple[int, float, float]:
    """Paint our way until the loss at the full size is no larger; return steps, CPU and wall seconds."""
    cpu_began, wall_began = time.process_time(), time.perf_counter()
    for now in paint(network, photo, [style], OURS):
        if now.picture.shape == photo.shape and now.losses["total"] <= loss:
            return now.step, time.process_time() - cpu_began, time.perf_counter() - wall_began
    raise SystemExit(f"After {now.step} steps our loss is {now.losses['total']:.3f}, not yet {loss:.3f}.")


def _timed(progress: Iterator[DescentProgress]) -> Iterator[tuple[DescentProgress, float, float]]:
    """Add to each step the CPU and the wall seconds that it took."""
    cpu, wall = time.process_time(), time.perf_counter()
    for now in progress:
        yield now, time.process_time() - cpu, time.perf_counter() - wall
        cpu, wall = time.process_time(), time.perf_counter()


if __name__ == "__main__":
    main()
