"""Weights on disk: an .npz of named arrays. Files that are written here have float16; arrays in memory have float32."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.atomic_file import atomic_write


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Read named arrays as float32.

    Raises
    ------
    FileError
        If the file is missing or damaged.
    """
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return {name: file[name].astype("float32") for name in file.files}
    except FileNotFoundError as error:
        raise FileError(f"There is no weights file {path}; check the path or train one.") from error
    except (ValueError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise FileError(f"The weights file {path} is damaged; fetch or train it again.") from error


def write_weights(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write named arrays as float16; an interruption leaves the file as it was before."""
    with atomic_write(path) as file:
        np.savez_compressed(file, allow_pickle=False, **{name: np.asarray(a, "float16") for name, a in arrays.items()})
