"""One photo in every style, small: what visitors choose from.

OpenVINO is loaded with this module: import it in workers and commands only.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from algorithms.grading.grade import Parse, grade_each
from algorithms.johnson import stylize as johnson
from algorithms.styles.catalogue import Style
from algorithms.styles.options import WEIGHTS, FastOptions


def in_every_style(
    photo: np.ndarray, styles: Sequence[Style], parse: Parse | None = None
) -> Generator[np.ndarray, None, None]:
    """Yield a photo in each of the styles, in their order.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB, small: every style sees the whole of it.
    styles : of both kinds
        What all lights need, the scene parser's answer among it, is computed once. Lights are made in a second thread,
        because much of their work keeps one core busy, and so does not wait for the paintings.
    parse : function, optional
        See `grading.grade`.

    Yields
    ------
    uint8 array of shape (H, W, 3)
        RGB.

    Raises
    ------
    UserError
        If a style's file is missing or damaged.
    """
    photographic = [style for style in styles if style.kind == "photographic"]
    graded, second = grade_each(photo, photographic, parse), ThreadPoolExecutor(max_workers=1)
    try:
        lights = iter([second.submit(next, graded) for _ in photographic])
        for style in styles:
            if style.kind == "painting":
                yield johnson.stylize(photo, FastOptions(styles={style.slug: WEIGHTS[1]}))
            else:
                yield next(lights).result()
    finally:
        second.shutdown(cancel_futures=True)
