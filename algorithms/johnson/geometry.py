"""How the painter divides pictures and makes its kernels; no TensorFlow here, so that serving does without."""

import numpy as np

CELL = 8  # pixels that one place of the inner layers stands for
REACH = 112  # pixels beyond which nothing takes part in a pixel, rounded up to whole cells
LENGTH_EPSILON = 1e-8  # added to a kernel's mean square length
# A row doubled bilinearly and then convolved with three taps is, at even and odd pixels, a convolution of the row
# itself: what each of its taps (second axis) takes of each of those three (third axis).
_EVEN = ((0.75, 0.25, 0.0), (0.25, 0.75, 0.75), (0.0, 0.0, 0.25))
_ODD = ((0.25, 0.0, 0.0), (0.75, 0.75, 0.25), (0.0, 0.25, 0.75))
PHASES = np.array([_EVEN, _ODD], "float32")
THUMBNAIL = 3  # times smaller than the picture is the thumbnail whose statistics are used


def filled_up(picture: np.ndarray, step: int) -> np.ndarray:
    """Mirror a picture's right and lower borders until its sides are multiples of `step`, and at least two of them."""
    missing = [max(-length % step, 2 * step - length) for length in picture.shape[:2]]
    if not any(missing):
        return picture
    return np.pad(picture, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="symmetric")
