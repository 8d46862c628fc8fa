"""The state of a multi-scale optimisation between two steps, and its file.

The state is everything that the remaining steps depend on, besides the pictures, the network and the options.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.errors import FileError
from algorithms.io.atomic_file import atomic_write


@dataclass(frozen=True)
class DescentState:
    """The state from which an optimisation is resumed.

    Attributes
    ----------
    fingerprint : str
        The same for the same pictures, network and options.
    step : int
        The number of steps done.
    variable : float32 array of shape (H, W, C)
        The optimised variable at the size of the current scale: a picture, or the light of a photo.
    memory : dict of name to array
        The optimiser's own state (`optimisers.Optimiser.state`), and `origin`: the variable as its stage began.
    """

    fingerprint: str
    step: int
    variable: np.ndarray
    memory: Mapping[str, np.ndarray]


def fingerprint(settings: Any, arrays: Sequence[Any]) -> str:
    """Return a digest of settings, by their `repr`, and of arrays: equal only if all of them are equal."""
    digest = hashlib.sha256(repr(settings).encode())
    for array in arrays:
        values = np.ascontiguousarray(array)
        digest.update(f"{values.shape}".encode())
        digest.update(values.tobytes())
    return digest.hexdigest()


def write_state(
    path: Path,
    state: DescentState,
    losses: Mapping[int, Mapping[str, float]] | None = None,
    pictures: Mapping[int, np.ndarray] | None = None,
) -> None:
    """Write a state, whole or not at all, with a record of the steps so far.

    Parameters
    ----------
    losses : dict of step to (dict of name to float), optional
        The names are the same for every step.
    pictures : dict of step to float32 array of shape (H, W, 3), optional
    """
    losses, pictures = losses or {}, pictures or {}
    arrays: dict[str, Any] = {
        "fingerprint": state.fingerprint,
        "step": state.step,
        "variable": state.variable,
        "steps": list(losses),
        **{f"memory/{name}": array for name, array in state.memory.items()},
        **{f"losses/{name}": [each[name] for each in losses.values()] for name in next(iter(losses.values()), {})},
        **{f"pictures/{step}": picture for step, picture in pictures.items()},
    }
    with atomic_write(path) as file:
        np.savez(file, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})


def read_state(path: Path) -> DescentState:
    """Read the state that `write_state` wrote.

    Raises
    ------
    FileError
        If the file is missing or damaged.
    """
    with _checkpoint(path) as file:
        return DescentState(str(file["fingerprint"]), int(file["step"]), file["variable"], _under("memory", file))


def read_record(path: Path) -> tuple[dict[int, dict[str, float]], dict[int, np.ndarray]]:
    """Read the losses and the pictures by step that `write_state` wrote; raises as `read_state` does."""
    with _checkpoint(path) as file:
        curves = _under("losses", file)
        losses = {
            int(step): {name: float(curve[i]) for name, curve in curves.items()} for i, step in enumerate(file["steps"])
        }
        return losses, {int(step): picture for step, picture in _under("pictures", file).items()}


@contextmanager
def _checkpoint(path: Path) -> Iterator[Any]:
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            yield file
    except FileNotFoundError as error:
        raise FileError(f"There is no checkpoint {path}.") from error
    except Exception as error:  # numpy and zipfile raise half a dozen types for a damaged file
        raise FileError(f"The checkpoint {path} is damaged; remove it to start again.") from error


def _under(folder: str, file: Any) -> dict[str, np.ndarray]:
    return {name.removeprefix(f"{folder}/"): file[name] for name in file.files if name.startswith(f"{folder}/")}
