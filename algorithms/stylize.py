"""Apply trained styles to a photo: `johnson` paints, `grading` changes the light; the styles' kind decides.

TensorFlow is loaded with this module: import it in workers and commands only.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from algorithms.grading import grade as grading
from algorithms.johnson import stylize as johnson
from algorithms.johnson.encode_style import params_of_painting
from algorithms.johnson.style_params import write_style_params
from algorithms.styles.options import FastOptions


def warm(parse: grading.Parse | None = None) -> None:
    """Load every network and run each method once, so that the first photo waits neither for loading nor compiling."""
    johnson.warm()
    grading.warm(parse)
    params_of_painting(np.zeros((64, 64, 3), "float32"))


def stylize(
    photo: np.ndarray,
    options: FastOptions,
    on_progress: Callable[[float], None] = lambda _: None,
    parse: grading.Parse | None = None,
) -> np.ndarray:
    """Apply the styles of `options` to a photo, at the photo's own size.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB.
    on_progress : function of a float
        Called with the finished part of the work, above 0 and at last 1.
    parse : function, optional
        Tells what is where in a photo, for lights: see `grading.grade`.

    Returns
    -------
    uint8 array of shape (H, W, 3)
        RGB.

    Raises
    ------
    UserError
        If a style's network is missing or damaged, or the painted styles belong to different networks.
    """
    if options.kind == "painting":
        return johnson.stylize(photo, options, on_progress)
    graded = grading.grade(photo, options, parse)
    on_progress(1.0)
    return graded


def write_style_of(picture: np.ndarray, path: Path) -> None:
    """Make any painting a style at once: write the style parameters that the painter's encoder sees in it.

    Parameters
    ----------
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1].
    path : of the file to write, as `Style.weights_path` names it
    """
    write_style_params(path, params_of_painting(picture))


def preview_side(options: FastOptions) -> int | None:
    """Return the longer side in pixels of the photo that a preview needs; None where it needs the whole photo.

    A painting's preview is painted at the network's working size. A graded photo takes about as long as its encoding,
    so that preview and full size are one.
    """
    return johnson.working_side(options) if options.kind == "painting" else None
