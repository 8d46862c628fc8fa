"""Which kernels a painter's file is about: rows of styles fit those alone. No TensorFlow here, as in the catalogue."""

import hashlib
import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from algorithms.errors import UserError
from algorithms.io.weights_file import read_weights

logger = logging.getLogger(__name__)

KERNELS = "kernels"  # in a style's own file: the digest of those that it fits


def kernels_digest(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Tell kernels apart, as they are on disk: in float16, in the order of `TransformNet.to_arrays`."""
    digest = hashlib.sha256()
    for name in (name for name in arrays if name.endswith("/kernel")):
        digest.update(np.ascontiguousarray(arrays[name], "float16").tobytes())
    return digest.digest()


def params_fit(weights: Path, painter: Path) -> bool:
    """Whether a style's file is there, and was learnt over the kernels of a painter or has kernels of its own."""
    own = _kernels(weights, file_version(weights))
    return own != "" and own in ("own", _kernels(painter, file_version(painter), digest_of_own=True))


def file_version(path: Path) -> int:
    """Tell a file that was written anew from the one before."""
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=256)
def _kernels(path: Path, _version: int, *, digest_of_own: bool = False) -> str:
    """Return the digest in a style's file, or "own" or their digest for a network; "" for a broken file."""
    try:
        arrays = read_weights(path)
    except (OSError, UserError):
        logger.exception("A style cannot be offered.")
        return ""
    if KERNELS in arrays:
        return arrays[KERNELS].astype("uint8").tobytes().hex()
    return kernels_digest(arrays).hex() if digest_of_own else "own"
