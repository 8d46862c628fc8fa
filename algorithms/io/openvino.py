"""Networks as OpenVINO runs them: in bfloat16 where the processor has it, and several times faster than TensorFlow.

Training needs TensorFlow, inference does not: a network is converted once, and a process that only runs it loads
neither TensorFlow nor Keras, which saves half a gigabyte and most of the time of a start. OpenVINO was chosen because
it runs a convolution together with the operations after it, on the processor's matrix units.
"""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

# OpenVINO reports its import to its makers through this module; without the module, OpenVINO works and reports nothing.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None is how Python says "not here"

import openvino  # noqa: E402

from algorithms.errors import FileError  # noqa: E402
from algorithms.io.processor import has_bfloat16  # noqa: E402

operations: Any = openvino.opset13
"""Of which a network can be written, for `compile_graph`."""

BAD_FILE = 3  # how `conversion` ends when a weights file is not usable

KEPT_DAYS = 90  # that a converted network stays without use

_ROOT = Path(__file__).parents[2]


def compile_model(path: Path, *, exact: bool = False) -> Callable[..., np.ndarray]:
    """Compile a converted network.

    Parameters
    ----------
    path : of the .xml file
    exact : bool
        Whether to compute in float32 even where the processor has bfloat16.

    Returns
    -------
    function of float32 arrays by name, to a float32 array
    """
    run = _compiled(openvino.Core().read_model(path), exact=exact)
    return lambda **given: run(**given)[0]


def compile_graph(inputs: Mapping[str, Any], outputs: Sequence[Any]) -> Callable[..., list[np.ndarray]]:
    """Compile a network that was written in OpenVINO's own `operations`, in float32.

    Parameters
    ----------
    inputs : parameters by name
    outputs : nodes

    Returns
    -------
    function of float32 arrays by name, to a list of float32 arrays
    """
    for name, parameter in inputs.items():
        parameter.output(0).set_names({name})
    return _compiled(openvino.Model(list(outputs), list(inputs.values())), exact=True)


def _compiled(model: openvino.Model, *, exact: bool) -> Callable[..., list[np.ndarray]]:
    # OpenVINO does not notice that ONEDNN_MAX_CPU_ISA forbids bfloat16, and breaks down.
    hints = {"INFERENCE_PRECISION_HINT": "f32"} if exact or not has_bfloat16() else {}
    compiled = openvino.Core().compile_model(model, "CPU", hints)

    def run(**given: np.ndarray) -> list[np.ndarray]:
        return list(compiled({name: np.ascontiguousarray(value, "float32") for name, value in given.items()}).values())

    return run


def rewrite(saved_model: Path, path: Path) -> None:
    """Write a network in TensorFlow's format as an .xml, with a .bin beside it, in float32."""
    openvino.save_model(openvino.Core().read_model(saved_model), path, compress_to_fp16=False)


def converted(function: str, *weights: Path) -> Path:
    """Return a network in OpenVINO's format, converted when it is first asked for and kept in the user's cache.

    Parameters
    ----------
    function : str
        `module:function`; the function takes the paths of weights files and returns a `conversion.Conversion`.
    weights : paths

    Raises
    ------
    FileError
        If a weights file is missing, damaged or holds something else.
    """
    for file in weights:
        if not file.exists():
            raise FileError(f"There is no weights file {file}; check the path or train one.")
    kept = _cache_folder() / f"{function.rpartition(':')[2]}-{_digest(function, weights)}"
    if not kept.exists():
        made = Path(tempfile.mkdtemp(dir=kept.parent))
        try:
            _convert(function, weights, made / "model.xml")
            with suppress(OSError):  # another process was faster
                made.rename(kept)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        _remove_unused(kept.parent)
    with suppress(OSError):  # the folder may be only readable
        os.utime(kept)
    return kept / "model.xml"


def _remove_unused(folder: Path) -> None:
    """Remove converted networks that nobody asked for in `KEPT_DAYS`: of earlier versions, or of other weights."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for network in folder.iterdir():
        with suppress(OSError):  # another process removed it
            if network.stat().st_mtime < oldest:
                shutil.rmtree(network)


def _convert(function: str, weights: Sequence[Path], path: Path) -> None:
    """Convert a network in a process of its own, so that TensorFlow's memory goes back, unless it is here anyway."""
    if "tensorflow" in sys.modules:
        import_module("algorithms.io.conversion").convert(path, function, *weights)
        return
    command = [sys.executable, "-m", "algorithms.io.conversion", str(path), function, *map(str, weights)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode == BAD_FILE:
        raise FileError(done.stdout.strip())
    done.check_returncode()


def _digest(function: str, weights: Sequence[Path]) -> str:
    """Return a digest of everything that a converted network depends on."""
    found = hashlib.sha256(openvino.__version__.encode())
    package = _ROOT / Path(*function.split(".")[:-1])
    for folder in (package, _ROOT / "algorithms" / "perceptual", _ROOT / "algorithms" / "io"):
        for source in sorted(folder.glob("*.py")):
            found.update(source.read_bytes())
    for file in weights:
        found.update(file.read_bytes())
    return found.hexdigest()[:32]


@cache
def _cache_folder() -> Path:
    """Return the folder for converted networks; where none can be kept, one that goes with the process."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "imagetransfer"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        made = tempfile.TemporaryDirectory()
        atexit.register(made.cleanup)
        return Path(made.name)
