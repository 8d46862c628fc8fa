"""Where a slow painting is, and its file: everything that the remaining steps depend on."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from algorithms.io.atomic_file import atomic_write


@dataclass(frozen=True)
class DescentState:
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


def write_state(
    path: Path,
    state: DescentState,
    losses: Mapping[int, Mapping[str, float]] | None = None,
    pictures: Mapping[int, np.ndarray] | None = None,
) -> None:
    """Write a state, whole or not at all, with the losses and the pictures of steps so far."""
    losses, pictures = losses or {}, pictures or {}
    arrays: dict[str, Any] = {
        "fingerprint": state.fingerprint,
        "step": state.step,
        "picture": state.picture,
        "steps": list(losses),
        **{f"memory/{name}": array for name, array in state.memory.items()},
        **{f"losses/{name}": [each[name] for each in losses.values()] for name in next(iter(losses.values()), {})},
        **{f"pictures/{step}": picture for step, picture in pictures.items()},
    }
    with atomic_write(path) as file:
        np.savez(file, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})


def read_state(path: Path) -> DescentState:
    """Read a state.

    Raises
    ------
    OSError
        With one plain sentence, if the file is missing or damaged.
    """
    with _checkpoint(path) as file:
        return DescentState(str(file["fingerprint"]), int(file["step"]), file["picture"], _under("memory", file))


def read_record(path: Path) -> tuple[dict[int, dict[str, float]], dict[int, np.ndarray]]:
    """Read the losses and the pictures, by step, that a state was written with; raise as `read_state` does."""
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
        raise OSError(f"There is no checkpoint {path}.") from error
    except Exception as error:  # numpy and zipfile raise half a dozen kinds for a damaged file
        raise OSError(f"The checkpoint {path} is damaged; remove it to start again.") from error


def _under(folder: str, file: Any) -> dict[str, np.ndarray]:
    return {name.removeprefix(f"{folder}/"): file[name] for name in file.files if name.startswith(f"{folder}/")}
