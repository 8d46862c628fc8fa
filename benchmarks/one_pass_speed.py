"""Time the one-pass painter, today's painter and PyTorch's example network, in turn and at several sizes.

With ONEDNN_MAX_CPU_ISA=AVX2 in the environment, OpenVINO and PyTorch compute as on a processor that has no more.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from keras import ops

from algorithms.io.openvino import compile_network
from algorithms.johnson.network import fold_instance_norm
from algorithms.johnson.one_pass_network import OnePassNet
from algorithms.johnson.one_pass_painter import OnePassPainter
from algorithms.johnson.painter_file import read_transform_net
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
    print("| size | PyTorch's example | today's, two passes | one pass | times the peer: today's | one pass |")
    print("|---|---|---|---|---|---|")
    with _peer(arguments.peer_python) as peer:
        ways = [peer, _todays(), _one_pass()]
        for size in SIZES:
            for way in ways:
                way(size)
            seconds = list(zip(*[[way(size) for way in ways] for _ in range(arguments.rounds)], strict=True))
            medians = [statistics.median(of) for of in seconds]
            cells = [
                f"{median * 1000:.0f} ms ({min(of) * 1000:.0f})" for median, of in zip(medians, seconds, strict=True)
            ]
            cells += [
                f"{medians[0] / m:.1f} ({min(seconds[0]) / min(of):.1f})"
                for m, of in zip(medians[1:], seconds[1:], strict=True)
            ]
            print(f"| {size} × {size} | {' | '.join(cells)} |", flush=True)


@contextmanager
def _peer(python: Path) -> Iterator[Way]:
    command = [str(python), str(Path(__file__).with_name("peer.py"))]
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


def _todays() -> Way:
    network = read_transform_net(PAINTER_FILE)
    style = np.asarray(network.style_params(ops.one_hot([0], network.styles)))
    shapes = {"images": (1, None, None, 3), "params": style.shape}
    look = compile_network(network, lambda images, params: network.paint(images, params)[1], shapes, exact=True)
    shapes |= {"params": (1, 4, style.shape[-1])}
    paint = compile_network(
        network, lambda images, params: network.paint(images, params, normalise=False)[0], shapes, exact=True
    )

    def way(photos: np.ndarray) -> np.ndarray:
        moments = look(images=photos, params=style)
        return paint(images=photos, params=fold_instance_norm(style[0], moments[0])[None])

    return _timed(way)


def _one_pass() -> Way:
    network = OnePassNet()
    painter, style = OnePassPainter(network, exact=True), np.ones((2, network.channels), "float32")
    return _timed(lambda photos: painter.paint(photos[0], painter.fold_statistics(photos[0], style)))


def _timed(way: Callable[[np.ndarray], np.ndarray]) -> Way:
    def timed(size: int) -> float:
        photo = np.random.default_rng(0).random((1, size, size, 3), "float32")
        start = time.perf_counter()
        way(photo)
        return time.perf_counter() - start

    return timed


if __name__ == "__main__":
    main()
