"""Time the painter's network alone, in float32 and in bfloat16 in turn, at several sizes."""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from keras import ops

from algorithms.catalogue import styles
from algorithms.painter_file import read_transform_net
from algorithms.transform_net import TransformNet

SIZES = (256, 512, 768, 1024)
DTYPES = ("float32", "mixed_bfloat16")


def main() -> None:
    """Print a table of medians and their ratio, and the peak memory of all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    networks = {dtype: read_transform_net(styles()[0].weights_path, dtype=dtype) for dtype in DTYPES}
    print(
        "| size | float32 | bfloat16 | ratio | largest difference, of 255 | mean difference |\n"
        "|---|---|---|---|---|---|"
    )
    for size in SIZES:
        photo = ops.convert_to_tensor(np.random.default_rng(0).random((1, size, size, 3), "float32"))
        ways = {dtype: _painter(network, photo) for dtype, network in networks.items()}
        first, second = (ops.convert_to_numpy(ways[dtype]()) for dtype in DTYPES)
        seconds: dict[str, list[float]] = {dtype: [] for dtype in DTYPES}
        for _ in range(rounds):
            for dtype, way in ways.items():
                start = time.perf_counter()
                ops.convert_to_numpy(way())
                seconds[dtype].append(time.perf_counter() - start)
        medians = [statistics.median(seconds[dtype]) * 1000 for dtype in DTYPES]
        difference = np.abs(first - second) * 255
        print(
            f"| {size} × {size} | {medians[0]:.0f} ms | {medians[1]:.0f} ms | {medians[0] / medians[1]:.2f} "
            f"| {difference.max():.1f} | {difference.mean():.2f} |",
            flush=True,
        )
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _painter(network: TransformNet, photo: Any) -> Callable[[], Any]:
    mix = ops.convert_to_tensor(np.eye(network.styles, dtype="float32")[:1])
    return lambda: network(photo, mix)


if __name__ == "__main__":
    main()
