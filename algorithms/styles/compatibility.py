"""Whether style parameters fit a painter: they work only over the kernels that they were trained with.

Web processes import this module, so it loads no TensorFlow.
"""

import hashlib
import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.errors import UserError
from algorithms.io.weights_file import read_weights

logger = logging.getLogger(__name__)

KERNELS = "kernels"  # name of an array in an added style's file: the digest of the kernels that it was trained over


def kernels_digest(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return a SHA-256 digest of a painter's kernels in float16, in the order of its file, without its encoder."""
    digest = hashlib.sha256()
    for name in (name for name in arrays if name.endswith("/kernel") and not name.startswith("encoder/")):
        digest.update(np.ascontiguousarray(arrays[name], "float16").tobytes())
    return digest.digest()


def params_fit(weights: Path, painter: Path) -> bool:
    """Whether a style's file can be read, and was trained over a painter's kernels or has kernels of its own."""
    own = _kernels(weights, file_version(weights))
    return own != "" and own in ("own", _kernels(painter, file_version(painter), digest_of_own=True))


def file_version(path: Path) -> int:
    """Return a number that changes when a file is written: its time in nanoseconds; 0 if the file is missing."""
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=256)
def _kernels(path: Path, _version: int, *, digest_of_own: bool = False) -> str:
    """Return the digest that a style's file names; for a whole network "own" or its digest; "" for a broken file."""
    try:
        arrays = read_weights(path)
    except UserError:
        logger.exception("The style parameters in %s cannot be read; the style is not offered.", path)
        return ""
    if KERNELS in arrays:
        return arrays[KERNELS].astype("uint8").tobytes().hex()
    return kernels_digest(arrays).hex() if digest_of_own else "own"
