"""One photo in every style, small: what visitors choose from.

TensorFlow is loaded with this module: import it in workers and commands only.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from algorithms.grading.grade import Parse, grade_each
from algorithms.johnson import stylize as johnson
from algorithms.styles.catalogue import Style
from algorithms.styles.options import WEIGHTS, FastOptions


def in_every_style(photo: np.ndarray, styles: Sequence[Style], parse: Parse | None = None) -> Iterator[np.ndarray]:
    """Yield a photo in each of the styles, in their order.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB, small: every style sees the whole of it.
    styles : of both kinds
        What all lights need, the scene parser's answer among it, is computed with the first of them, and once.
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
    lights = grade_each(photo, [style for style in styles if style.kind == "photographic"], parse)
    for style in styles:
        is_painting = style.kind == "painting"
        yield johnson.stylize(photo, FastOptions(styles={style.slug: WEIGHTS[1]})) if is_painting else next(lights)
