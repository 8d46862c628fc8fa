"""The matting Laplacian times a picture: with the sparse matrix, and without."""

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable

import numpy as np


def main() -> None:
    """Print a row for each size; every measurement has a process of its own, whose memory is not another's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[256, 512, 1024, 2048])
    arguments = parser.parse_args()
    print("| size | matrix: build | a product | memory | ours: first | a product | memory | a new photo | the same |")
    print("|---" * 9 + "|")
    for size in arguments.sizes:
        build, product, matrix_memory = _alone(_with_matrix, size)
        first, ours, our_memory = _alone(_without, size)
        matrix = f"{build:.2f} s | {product:.3f} s | {matrix_memory:.0f} MB"
        without = f"{first:.2f} s | {ours:.3f} s | {our_memory:.0f} MB"
        ratios = f"{(build + product) / ours:.1f} × | {product / ours:.2f} ×"
        print(f"| {size} × {size} | {matrix} | {without} | {ratios} |", flush=True)


def _alone(measure: Callable[[int], tuple[float, float, float]], size: int) -> tuple[float, float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (size,))


def _pictures(size: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    guide, p = random.random((2, size, size, 3), "float32")
    return guide, p


def _with_matrix(size: int) -> tuple[float, float, float]:
    """Return seconds to build, to multiply, and peak memory; what is compiled on first use is compiled before."""
    from pymatting import cf_laplacian

    cf_laplacian(np.zeros((8, 8, 3)), epsilon=1e-4)
    guide, p = _pictures(size)
    before, began = _peak(), time.process_time()
    matrix = cf_laplacian(guide.astype("float64"), epsilon=1e-4)
    built = time.process_time()
    flat = p.reshape(-1, 3).astype("float64")
    rounds = 5
    for _ in range(rounds):
        matrix @ flat
    return built - began, (time.process_time() - built) / rounds, _peak() - before


def _without(size: int) -> tuple[float, float, float]:
    """Return seconds of the first product, which is traced, of one more, and peak memory."""
    import tensorflow as tf

    from algorithms.filters.matting_laplacian import matting_laplacian_product

    product = tf.function(lambda guide, p: matting_laplacian_product(guide, p, eps=1e-4))
    product(tf.zeros((1, 8, 8, 3)), tf.zeros((1, 8, 8, 3)))
    pictures = [tf.constant(each[None]) for each in _pictures(size)]
    before, began = _peak(), time.process_time()
    product(*pictures)
    traced = time.process_time()
    rounds = 5
    for _ in range(rounds):
        product(*pictures)
    return traced - began, (time.process_time() - traced) / rounds, _peak() - before


def _peak() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
