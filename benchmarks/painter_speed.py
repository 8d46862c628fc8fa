"""Time the painter and PyTorch's example network, in turn and at several sizes; and tell what a new size costs.

With ONEDNN_MAX_CPU_ISA=AVX2 in the environment, OpenVINO and PyTorch compute as on a processor that has no more.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from algorithms.johnson.painter import painter_of_file
from algorithms.johnson.style_params import read_style_params
from algorithms.styles.catalogue import PAINTER_FILE

SIZES = (256, 512, 768)
Way = Callable[[int], float]


def main() -> None:
    """Print a table of medians over the rounds, the shortest in brackets, and how many times faster than the peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--peer-python", type=Path, default=sys.executable, help="a Python that has PyTorch")
    arguments = parser.parse_args()
    print(f"instruction sets: {os.environ.get('ONEDNN_MAX_CPU_ISA', 'as found')}\n")
    print("| size | PyTorch's example | ours, thumbnail included | times the peer | ours, first time at this size |")
    print("|---|---|---|---|---|")
    ours = _ours()
    ours(128)
    with _peer(arguments.peer_python) as peer:
        for size in SIZES:
            first = ours(size)
            peer(size)
            theirs, own = zip(*[(peer(size), ours(size)) for _ in range(arguments.rounds)], strict=True)
            times = statistics.median(theirs) / statistics.median(own)
            print(
                f"| {size} × {size} | {_cell(theirs)} | {_cell(own)} | {times:.1f} ({min(theirs) / min(own):.1f}) "
                f"| {first * 1000:.0f} ms |",
                flush=True,
            )
    print(f"\npeak memory of ours {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _cell(seconds: tuple[float, ...]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f} ms ({min(seconds) * 1000:.0f})"


@contextmanager
def _peer(python: Path) -> Iterator[Way]:
    # With -P Python does not look into this folder, where `queue` would hide its own module of that name.
    command = [str(python), "-P", str(Path(__file__).with_name("peer.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ask, answers = process.stdin, process.stdout

        def way(size: int) -> float:
            ask.write(f"{size}\n")
            ask.flush()
            return float(answers.readline())

        yield way
        ask.close()


def _ours() -> Way:
    painter, style = painter_of_file(PAINTER_FILE), read_style_params(PAINTER_FILE).values[0]

    def way(size: int) -> float:
        photo = np.random.default_rng(0).random((size, size, 3), "float32")
        start = time.perf_counter()
        painter.paint(photo, painter.fold_statistics(photo, style))
        return time.perf_counter() - start

    return way


if __name__ == "__main__":
    main()
