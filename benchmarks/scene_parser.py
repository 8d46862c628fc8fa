"""Time the scene parser: its network alone and all of `parse`, at several sizes; and the memory of all of it."""

import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from segmentation.parse import parse, shipped_parser

SIZES = (256, 384, 512)
ROUNDS = 15


def main() -> None:
    """Print a table of medians, and what the process's memory grew to."""
    before = _memory()
    parser = shipped_parser()
    print("| longer side | network | with edges on the photo's |\n|---|---|---|")
    for size in SIZES:
        photo = np.random.default_rng(0).random((size * 3 // 4, size, 3), "float32")
        medians = [_median(way) for way in (lambda x=photo: parser.probabilities(x), lambda x=photo: parse(x))]
        print(f"| {size} × {photo.shape[0]} | {medians[0]:.0f} ms | {medians[1]:.0f} ms |", flush=True)
    print(f"\nmemory: {before:.0f} MB with TensorFlow loaded, {_memory():.0f} MB at the peak")


def _median(way: Callable[[], Any]) -> float:
    way()
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        way()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
