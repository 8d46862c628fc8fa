"""Time the scene parser: its network alone and all of `parse`, at several sizes; and the memory of all of it."""

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from skimage import data

from algorithms.io.images import resize, to_float
from segmentation.compiled_parser import scene_parser
from segmentation.parse import parse, working_copy

SIZES = (256, 384, 512, 1024)
ROUNDS = 15


def main() -> None:
    """Print a table of the shortest times, which other work on the machine disturbs least, and the peak memory."""
    before, start = _memory(), time.perf_counter()
    parser = scene_parser()
    print(f"ready after {time.perf_counter() - start:.1f} s\n")
    print("| photo | network | all of `parse` |\n|---|---|---|")
    for size in SIZES:
        photo = np.clip(resize(to_float(data.astronaut()), size * 3 // 4, size), 0.0, 1.0)
        copy = working_copy(photo)
        times = [_shortest(way) for way in (lambda x=copy: parser.probabilities(x), lambda x=photo: parse(x))]
        print(f"| {size} × {photo.shape[0]} | {times[0]:.0f} ms | {times[1]:.0f} ms |", flush=True)
    print(f"\nmemory: {before:.0f} MB with TensorFlow loaded, {_memory():.0f} MB at the peak")


def _shortest(way: Callable[[], Any]) -> float:
    way()
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        way()
        seconds.append(time.perf_counter() - start)
    return min(seconds) * 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
