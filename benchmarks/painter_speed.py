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
WAYS = ("TensorFlow, float32", "TensorFlow, bfloat16", "OpenVINO, look", "OpenVINO, paint")


def main() -> None:
    """Print a table of medians and their ratio, how far the pictures differ, and the peak memory of all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    ways = _ways()
    print(f"| size | {' | '.join(WAYS)} | ratio | both, a new size | mean difference, of 255 |")
    print("|---|---|---|---|---|---|---|---|")
    for size in SIZES:
        photo = to_float(np.asarray(Image.fromarray(data.astronaut()).resize((size, size))))
        new = sum(_seconds(ways[name], photo) for name in WAYS[2:])
        difference = np.abs(ways["OpenVINO, paint"](photo) - ways["TensorFlow, float32"](photo)) * 255
        in_turn = [[_seconds(ways[name], photo) for name in WAYS] for _ in range(rounds)]
        medians = [statistics.median(seconds) * 1000 for seconds in zip(*in_turn, strict=True)]
        print(
            f"| {size} × {size} | {' | '.join(f'{median:.0f} ms' for median in medians)} "
            f"| {medians[0] / medians[-1]:.1f} | {new * 1000:.0f} ms "
            f"| {difference.mean():.2f} |",
            flush=True,
        )
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _ways() -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    exact, rounded = (read_transform_net(PAINTER_FILE, dtype=dtype) for dtype in ("float32", "mixed_bfloat16"))
    mix = np.eye(exact.styles, dtype="float32")[ROW : ROW + 1]
    painter, row = Painter(exact), read_style_params(PAINTER_FILE).rows[ROW]
    looked: dict[str, np.ndarray] = {}

    def look(photo: np.ndarray) -> np.ndarray:
        looked["row"] = painter.fold_statistics(photo, row)
        return looked["row"]

    return {
        WAYS[0]: lambda photo: np.clip(ops.convert_to_numpy(exact(photo[None], mix))[0], 0.0, 1.0),
        WAYS[1]: lambda photo: np.clip(ops.convert_to_numpy(rounded(photo[None], mix))[0], 0.0, 1.0),
        WAYS[2]: look,
        WAYS[3]: lambda photo: painter.paint(photo, looked["row"]),
    }


def _seconds(way: Callable[[np.ndarray], np.ndarray], photo: np.ndarray) -> float:
    start = time.perf_counter()
    way(photo)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
