"""What fast photographic styles cost: 12 megapixels from bytes to bytes.

`ONEDNN_MAX_CPU_ISA=AVX2 python -m benchmarks.fast_photographic`; the numbers are in README.md. Processor seconds say
more than the clock where others compute at the same time.
"""

import resource
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image
from skimage import data

from algorithms.grading import grade as fast_photo
from algorithms.styles.catalogue import Style, styles_of
from algorithms.styles.options import FastOptions
from segmentation.parse import parse

ROUNDS = 9
MEGAPIXELS_12 = (4000, 3000)


def main() -> None:
    """Time a photo's way, part by part, after a warm-up as workers have it."""
    fast_photo.warm(parse)
    style = styles_of("photographic")[0]
    photo = Image.fromarray(data.astronaut()).resize(MEGAPIXELS_12, Image.Resampling.LANCZOS)
    jpeg = _jpeg(photo)
    by_clock, by_processor = (
        [_timed_way(jpeg, style, clock) for _ in range(ROUNDS)] for clock in (time.perf_counter, time.process_time)
    )
    print("| part | median | least | processor |\n|---|---|---|---|")
    for name in by_clock[0]:
        seconds, used = [one[name] for one in by_clock], [one[name] for one in by_processor]
        print(
            f"| {name} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} s | {statistics.median(used):.2f} s |"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nPeak memory of the process: {peak:.2f} GiB")


def _timed_way(jpeg: bytes, style: Style, clock: Callable[[], float]) -> dict[str, float]:
    start = clock()
    with Image.open(BytesIO(jpeg)) as file:
        pixels = np.asarray(file.convert("RGB"))
    decoded = clock()
    graded = fast_photo.grade(pixels, FastOptions(styles={style.slug: 100}), parse)
    done = clock()
    _jpeg(Image.fromarray(graded))
    end = clock()
    return {"decode": decoded - start, "light": done - decoded, "encode": end - done, "all": end - start}


def _jpeg(picture: Image.Image) -> bytes:
    """Encode as the site does."""
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=95, subsampling="4:4:4")
    return buffer.getvalue()


if __name__ == "__main__":
    main()
