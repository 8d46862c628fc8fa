"""One photo in every style, small: what visitors choose from.

OpenVINO is loaded with this module: import it in workers and commands only.
"""

import logging
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from algorithms.errors import UserError
from algorithms.grading.grade import Parse, SmallGrades
from algorithms.johnson import stylize as johnson
from algorithms.styles.catalogue import Style
from algorithms.styles.options import WEIGHTS, FastOptions

logger = logging.getLogger(__name__)


def in_every_style(
    photo: np.ndarray, styles: Sequence[Style], parse: Parse | None = None
) -> Generator[np.ndarray | None, None, None]:
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
    uint8 array of shape (H, W, 3), or None for a style whose file is missing or damaged
        RGB.
    """
    second = ThreadPoolExecutor(max_workers=1)
    photographic = [style for style in styles if style.kind == "photographic"]
    try:
        if photographic:
            grades = second.submit(SmallGrades, photo, parse)
            lights = {style.slug: second.submit(_graded, grades, style) for style in photographic}
        for style in styles:
            try:
                if style.kind == "painting":
                    yield johnson.stylize(photo, FastOptions(styles={style.slug: WEIGHTS[1]}))
                else:
                    yield lights[style.slug].result()
            except UserError as error:
                logger.warning("A photo is not shown in the style %s: %s", style.slug, error)
                yield None
    finally:
        second.shutdown(cancel_futures=True)


def _graded(grades: Future[SmallGrades], style: Style) -> np.ndarray:
    return grades.result().grade(style)
