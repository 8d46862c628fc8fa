"""The painter for browsers: its kernels as they are used, and styles, in one file of float16.

The file is of the format safetensors: the length of a header, the header in JSON, the tensors. Web processes import
this module, so it loads no TensorFlow.
"""

import json
import math
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.io.images import averaged, to_uint8
from algorithms.io.weights_file import read_weights
from algorithms.johnson.geometry import CELL, LENGTH_EPSILON, PHASES, THUMBNAIL, filled_up
from algorithms.johnson.plain_photos import ordinary_photo
from algorithms.johnson.style_params import VALUES

TOGETHER = 8
"""Filters that the browser's convolution works on at once."""

_DOUBLES = "out"  # the layer that doubles the picture before it convolves it: see `StyledConvolution`


def browser_painter(path: Path, rows: Mapping[str, int]) -> bytes:
    """Return a painter's file as browsers read it.

    Parameters
    ----------
    path : of a file that `write_painter` wrote
    rows : mapping of a style's slug to its row in that file

    Returns
    -------
    bytes
        The tensors `NAME/kernel`, (filters / `TOGETHER`, 3, 3 × channels, `TOGETHER`), filled up with filters of
        zeros, and `style_params`, (styles, 2, channels), in the order of the header's `styles`, the slugs.
    """
    arrays = read_weights(path)
    kernels = [name for name in arrays if name.endswith("/kernel") and not name.startswith("encoder/")]
    tensors = {name: _packed(used_kernel(arrays[name], doubles=name == f"{_DOUBLES}/kernel")) for name in kernels}
    tensors[VALUES] = arrays[VALUES][list(rows.values())]
    return _safetensors(tensors, {"styles": " ".join(rows)})


def browser_style(values: np.ndarray) -> bytes:
    """Return a style's parameters, (2, channels), as browsers read them."""
    return values.astype("<f2").tobytes()


def ordinary_thumbnail() -> bytes:
    """Return what the painter sees of the ordinary photo, for plain pictures: a WebP, sides of a multiple of `CELL`."""
    photo = filled_up(ordinary_photo(), CELL * THUMBNAIL)
    file = BytesIO()
    Image.fromarray(to_uint8(averaged(photo, THUMBNAIL))).save(file, "WEBP", quality=90)
    return file.getvalue()


def used_kernel(kernel: np.ndarray, *, doubles: bool = False) -> np.ndarray:
    """Return what `StyledConvolution.used_kernel` does: (3, 3, in, filters), or four times as many filters."""
    height, width, channels, filters = kernel.shape
    phases = kernel[:, :, :, None, :]
    if doubles:
        both = np.einsum("ayt,bxu,tuio->yxiabo", PHASES, PHASES, kernel)
        phases = both.reshape(height, width, channels, 4, filters)
    length = np.sqrt((phases**2).sum(axis=(0, 1, 2)).mean(axis=0) + LENGTH_EPSILON)
    used: np.ndarray = (phases * (math.sqrt(2) / length)).reshape(height, width, channels, -1)
    return used


def _packed(kernel: np.ndarray) -> np.ndarray:
    """Put (3, 3, in, filters) into the order in which the browser reads it."""
    filled = np.pad(kernel, ((0, 0), (0, 0), (0, 0), (0, -kernel.shape[-1] % TOGETHER)))
    rows = filled.reshape(3, 3 * kernel.shape[2], -1, TOGETHER)
    return np.moveaxis(rows, 2, 0)


def _safetensors(tensors: Mapping[str, np.ndarray], about: Mapping[str, str]) -> bytes:
    header: dict[str, object] = {"__metadata__": dict(about)}
    end = 0
    for name, tensor in tensors.items():
        begin, end = end, end + 2 * tensor.size
        header[name] = {"dtype": "F16", "shape": tensor.shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + b"".join(browser_style(tensor) for tensor in tensors.values())
