"""Time the painter's network alone, as TensorFlow and as OpenVINO compute it, in turn and at several sizes."""

import argparse
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np
from keras import ops
from PIL import Image
from skimage import data

from algorithms.io.images import to_float
from algorithms.johnson.painter import Painter
from algorithms.johnson.painter_file import read_style_params, read_transform_net
from algorithms.styles.catalogue import PAINTER_FILE

SIZES = (256, 512, 768)
ROW = 1
METHODS = ("TensorFlow, float32", "TensorFlow, bfloat16", "OpenVINO, moments", "OpenVINO, paint")


def main() -> None:
    """Print a table of medians and their ratio, how far the pictures differ, and the peak memory of all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    methods = _methods()
    print(f"| size | {' | '.join(METHODS)} | ratio | both, a new size | mean difference, of 255 |")
    print("|---|---|---|---|---|---|---|---|")
    for size in SIZES:
        photo = to_float(np.asarray(Image.fromarray(data.astronaut()).resize((size, size))))
        new = sum(_seconds(methods[name], photo) for name in METHODS[2:])
        difference = np.abs(methods["OpenVINO, paint"](photo) - methods["TensorFlow, float32"](photo)) * 255
        in_turn = [[_seconds(methods[name], photo) for name in METHODS] for _ in range(rounds)]
        medians = [statistics.median(seconds) * 1000 for seconds in zip(*in_turn, strict=True)]
        print(
            f"| {size} × {size} | {' | '.join(f'{median:.0f} ms' for median in medians)} "
            f"| {medians[0] / medians[-1]:.1f} | {new * 1000:.0f} ms "
            f"| {difference.mean():.2f} |",
            flush=True,
        )
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _methods() -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    exact, rounded = (read_transform_net(PAINTER_FILE, dtype=dtype) for dtype in ("float32", "mixed_bfloat16"))
    mix = np.eye(exact.styles, dtype="float32")[ROW : ROW + 1]
    painter, style_params = Painter(exact), read_style_params(PAINTER_FILE).values[ROW]
    folded: dict[str, np.ndarray] = {}

    def fold(photo: np.ndarray) -> np.ndarray:
        folded["params"] = painter.fold_statistics(photo, style_params)
        return folded["params"]

    return {
        METHODS[0]: lambda photo: np.clip(ops.convert_to_numpy(exact(photo[None], mix))[0], 0.0, 1.0),
        METHODS[1]: lambda photo: np.clip(ops.convert_to_numpy(rounded(photo[None], mix))[0], 0.0, 1.0),
        METHODS[2]: fold,
        METHODS[3]: lambda photo: painter.paint(photo, folded["params"]),
    }


def _seconds(way: Callable[[np.ndarray], np.ndarray], photo: np.ndarray) -> float:
    start = time.perf_counter()
    way(photo)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
