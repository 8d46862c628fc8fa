"""Apply trained styles to a photo: `johnson` paints, `grading` changes the light; the styles' kind decides.

OpenVINO is loaded with this module, TensorFlow is not: import it in workers and commands only.
"""

from collections.abc import Callable

import numpy as np

from algorithms.grading import grade as grading
from algorithms.grading.light import write_light
from algorithms.io.images import to_float
from algorithms.johnson import stylize as johnson
from algorithms.johnson.encode_style import params_of_painting
from algorithms.johnson.style_params import write_style_params
from algorithms.regions.where import mask_of, mix_in
from algorithms.styles.catalogue import Style
from algorithms.styles.options import EVERYWHERE, FastOptions


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
    """Apply the styles of `options` to a photo, at the photo's own size, where the options want it.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB.
    on_progress : function of a float
        Called with the finished part of the work, above 0 and at last 1.
    parse : function, optional
        Tells what is where in a photo, for lights (see `grading.grade`) and for a part of the photo; for a part it must
        be given.

    Returns
    -------
    uint8 array of shape (H, W, 3)
        RGB.

    Raises
    ------
    UserError
        If a style's network is missing or damaged, the painted styles belong to different networks, or the photo has no
        such part.
    """
    if options.where == EVERYWHERE:
        return _whole(photo, options, on_progress, parse)
    if parse is None:
        raise ValueError(f"the part {options.where!r} was asked for without a parser")
    mask = mask_of(photo, options.where, parse)
    return mix_in(photo, _whole(photo, options, on_progress, parse), mask)


def _whole(
    photo: np.ndarray, options: FastOptions, on_progress: Callable[[float], None], parse: grading.Parse | None
) -> np.ndarray:
    if options.kind == "painting":
        return johnson.stylize(photo, options, on_progress)
    graded = grading.grade(photo, options, parse)
    on_progress(1.0)
    return graded


def write_style_of(picture: np.ndarray, style: Style, parse: grading.Parse | None = None) -> None:
    """Make any picture a style at once: write what the painter's encoder sees in a painting, or a photo's light.

    Parameters
    ----------
    picture : uint8 array of shape (H, W, 3)
        RGB.
    style : Style
        Its kind tells what to look for; the file that `weights_path` names is written.
    parse : function, optional
        Tells what is where in a photo, for lights: see `grading.grade`.
    """
    if style.kind == "painting":
        write_style_params(style.weights_path, params_of_painting(to_float(picture)))
    else:
        write_light(style.weights_path, grading.light_of_photo(picture, parse))


def preview_side(options: FastOptions) -> int | None:
    """Return the longer side in pixels of the photo that a preview needs; None where it needs the whole photo.

    A painting's preview is painted at the network's working size. A graded photo takes about as long as its encoding,
    so that preview and full size are one.
    """
    return johnson.working_side(options) if options.kind == "painting" else None
