"""Finished pictures as files of 8 or 16 bits a channel."""

from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.errors import UserError
from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import to_uint8

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".tif": "TIFF", ".tiff": "TIFF"}


def check_format(path: Path, depth: int) -> None:
    """Check that `write_picture` can write a file of that name and depth (8 or 16).

    Raises
    ------
    UserError
        If the suffix is unknown, or the format has no 16 bits.
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UserError(f"{path} must end in {', '.join(FORMATS)}.")
    if depth == 16 and kind == "JPEG":
        raise UserError(f"{path} is a JPEG, which has 8 bits only; write a .png or .tif for 16.")


def write_picture(path: Path, picture: np.ndarray, depth: int = 8) -> None:
    """Write a picture in the format of the path's suffix; an interruption leaves the file as it was before.

    Parameters
    ----------
    picture : float array of shape (H, W, 3)
        RGB in [0, 1]; values beyond are clipped.
    depth : 8 or 16
        Bits a channel.

    Raises
    ------
    UserError
        As `check_format`.
    """
    check_format(path, depth)
    kind = FORMATS[path.suffix.lower()]
    with atomic_write(path) as file:
        if depth == 8:
            Image.fromarray(to_uint8(picture)).save(file, kind, quality=95, subsampling=0)
        elif kind == "PNG":
            import tensorflow as tf  # Pillow writes colours with 8 bits only

            file.write(tf.io.encode_png(_to_uint16(picture)).numpy())
        else:
            import tifffile

            tifffile.imwrite(file, _to_uint16(picture), photometric="rgb")


def _to_uint16(picture: np.ndarray) -> np.ndarray:
    return (np.clip(picture, 0.0, 1.0) * 65535 + 0.5).astype("uint16")
