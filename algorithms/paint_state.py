"""Where a slow painting is, and its file: everything that the remaining steps depend on."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.whole_file import whole_file


@dataclass(frozen=True)
class PaintState:
    """What a painting goes on from.

    Attributes
    ----------
    fingerprint : str
        Of the painting: the same for the same pictures, network and options.
    step : int
        Steps done.
    picture : float32 array of shape (H, W, 3)
        RGB in [0, 1], at the size of the scale that is being painted.
    memory : dict of name to array
        What the optimiser remembers.
    """

    fingerprint: str
    step: int
    picture: np.ndarray
    memory: Mapping[str, np.ndarray]


def fingerprint(settings: Any, arrays: Sequence[Any]) -> str:
    """Return a digest of settings, by how they print, and of arrays."""
    digest = hashlib.sha256(repr(settings).encode())
    for array in arrays:
        values = np.ascontiguousarray(array)
        digest.update(f"{values.shape}".encode())
        digest.update(values.tobytes())
    return digest.hexdigest()


def write_state(path: Path, state: PaintState) -> None:
    """Write a state, whole or not at all."""
    memory = {f"memory/{name}": array for name, array in state.memory.items()}
    with whole_file(path) as file:
        np.savez(
            file,
            allow_pickle=False,
            fingerprint=np.array(state.fingerprint),
            step=np.array(state.step),
            picture=state.picture,
            **memory,
        )


def read_state(path: Path) -> PaintState:
    """Read a state.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing or damaged.
    """
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            memory = {name.removeprefix("memory/"): file[name] for name in file.files if name.startswith("memory/")}
            return PaintState(str(file["fingerprint"]), int(file["step"]), file["picture"], memory)
    except FileNotFoundError as error:
        raise OSError(f"There is no checkpoint {path}.") from error
    except Exception as error:  # numpy and zipfile raise half a dozen kinds for a damaged file
        raise OSError(f"The checkpoint {path} is damaged; remove it to start again.") from error
