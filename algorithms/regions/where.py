"""A part of a photo alone is changed: a soft mask of what is there, and the change mixed with the photo by it.

The mask is the scene parser's, made surer, brought to the photo's edges by a guided filter at a small size, and applied
at the full size as the filter's map of the photo's own colours (He, Sun, "Fast Guided Filter", arXiv:1505.00996).
"""

from collections.abc import Callable

import numpy as np
from PIL import Image

from algorithms.errors import UserError
from algorithms.filters.guided_filter import guided_filter_coefficients
from algorithms.filters.joint_upsampling import apply_to_photo
from algorithms.io.images import fit_within, to_float
from algorithms.regions.scene_groups import SceneGroup
from algorithms.translatable import marked as _

SIDE = 768  # longer side in pixels at which the mask is filtered
UNSURE = (0.3, 0.7)  # below the first probability the part is not there, above the second one it is
RADIUS, EPS = 1 / 48, 1e-4  # of the filter: a part of the longer side, and a contrast of one per cent
LEAST = 0.002  # of the photo that the part must fill
STRIP = 256  # rows that are mixed at a time

Parse = Callable[[np.ndarray], np.ndarray]
"""From a photo, float32 (H, W, 3) in [0, 1], to the probabilities of the scene groups, float32 (H, W, 10)."""


def mask_of(photo: np.ndarray, where: str, parse: Parse) -> np.ndarray:
    """Find a part of a photo.

    Parameters
    ----------
    photo : uint8 array of shape (H, W, 3)
        RGB.
    where : name of a scene group in lower case, or "not-" before it for all but that group
    parse : function

    Returns
    -------
    uint8 array of shape (H, W)
        255 where the part is, 0 where it is not, and between along soft borders.

    Raises
    ------
    UserError
        If hardly anything of the photo belongs to the part.
    """
    name = where.removeprefix("not-")
    small = _small(photo)
    likely = parse(small)[..., SceneGroup[name.upper()]]
    mask = np.clip((likely - UNSURE[0]) / (UNSURE[1] - UNSURE[0]), 0.0, 1.0)
    mask = 1 - mask if where != name else mask
    if mask.mean() < LEAST:
        raise UserError(_("We cannot find the part that you chose in this photo; please choose another one, or all."))
    return _at_full_size(mask, small, photo)


def mix_in(photo: np.ndarray, changed: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return a photo, uint8 (H, W, 3), with its changed version of that shape where the mask, uint8 (H, W), is."""
    result = np.empty_like(photo)
    for top in range(0, len(photo), STRIP):
        rows = slice(top, top + STRIP)
        share = mask[rows, :, None].astype("float32") / 255
        result[rows] = photo[rows] + share * (changed[rows].astype("float32") - photo[rows]) + 0.5
    return result


def _small(photo: np.ndarray) -> np.ndarray:
    """Return a photo, uint8 (H, W, 3), at `SIDE` pixels at most, as float32."""
    height, width = fit_within(photo.shape[0], photo.shape[1], SIDE)
    if (height, width) == photo.shape[:2]:
        return to_float(photo)
    resized = Image.fromarray(photo).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return to_float(np.asarray(resized))


def _at_full_size(mask: np.ndarray, small: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """Enlarge a mask along the photo's edges: float32 (h, w) in [0, 1] to uint8 (H, W)."""
    radius = max(1, round(RADIUS * max(mask.shape)))
    a, b = (_three(part) for part in guided_filter_coefficients(small[None], mask[None, ..., None], radius, EPS))
    return np.ascontiguousarray(apply_to_photo(a, b, photo)[..., 0])


def _three(part: np.ndarray) -> np.ndarray:
    """Return maps to one channel as maps to three equal ones, without the first axis."""
    whole = part[0]
    return np.broadcast_to(whole, (*whole.shape[:-1], 3))
