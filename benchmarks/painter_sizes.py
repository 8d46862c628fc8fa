"""Time and memory of painting at full size, from small photos to those of a 24-megapixel camera."""

import resource
import time

import numpy as np
from PIL import Image
from skimage import data

from algorithms.johnson.stylize import stylize, warm
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import FastOptions

MEGAPIXELS = (3, 6, 12, 24)


def main() -> None:
    """Print a table; memory is the peak so far, the largest photo comes last."""
    warm()
    print(
        f"| photo | seconds | seconds a megapixel | peak memory |\n|---|---|---|---|\n| none yet | | | {_peak()} MB |"
    )
    options = FastOptions(styles={styles_of("painting")[0].slug: 100})
    for megapixels in MEGAPIXELS:
        width = round((megapixels * 1.5e6) ** 0.5)
        photo = np.asarray(Image.fromarray(data.chelsea()).resize((width, round(width / 1.5))))
        start = time.perf_counter()
        stylize(photo, options)
        seconds = time.perf_counter() - start
        print(f"| {megapixels} megapixels | {seconds:.1f} | {seconds / megapixels:.2f} | {_peak()} MB |", flush=True)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
