"""Keras networks in OpenVINO's format. Needs TensorFlow; what runs a converted network does not.

`python -m algorithms.io.conversion MODEL MODULE:FUNCTION WEIGHTS …` calls a function of the paths of weights files,
which returns a `Conversion`, and writes the model: see `openvino.converted`.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from algorithms.errors import FileError
from algorithms.io.openvino import BAD_FILE, compile_model, rewrite

Shape = Sequence[int | None]


@dataclass(frozen=True)
class Conversion:
    """A function that calls a Keras network, to be converted.

    Attributes
    ----------
    network : keras.Model
        The network that the function calls; its weights become constants.
    function : of float32 tensors, to a float32 tensor
        Written with `keras.ops`; within the function, lengths that `inputs` leaves open are symbolic. OpenVINO compiles
        an axis that is added while an entry is picked, as in `x[:, 0, None]`, to a wrong result; reshape instead.
    inputs : dict of name to shape
        The shapes of the function's arguments; None stands for a length of any size. Another size compiles nothing.
    """

    network: keras.Model
    function: Callable[..., Any]
    inputs: Mapping[str, Shape]


def compile_network(conversion: Conversion, *, exact: bool = False) -> Callable[..., np.ndarray]:
    """Convert a network and compile it; see `openvino.compile_model`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.xml"
        write_model(conversion, path)
        return compile_model(path, exact=exact)


def write_model(conversion: Conversion, path: Path) -> None:
    """Write a network as OpenVINO's .xml, with a .bin beside it, in float32."""
    # OpenVINO reads TensorFlow's format, which can only be written if the weights belong to the saved object.
    holder = tf.Module()
    holder.weights = [variable.value for variable in conversion.network.variables]
    signature = {name: tf.TensorSpec(shape, tf.float32, name) for name, shape in conversion.inputs.items()}
    graph = tf.function(lambda **given: {"y": conversion.function(**given)}).get_concrete_function(**signature)
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(holder, folder, signatures=graph)
        rewrite(Path(folder), path)


def convert(path: Path, function: str, *weights: Path) -> None:
    """Call a function, named as `module:function`, of weights files, and write the model that it describes."""
    module, _, name = function.partition(":")
    write_model(getattr(import_module(module), name)(*weights), path)


if __name__ == "__main__":
    output, called, *files = sys.argv[1:]
    try:
        convert(Path(output), called, *map(Path, files))
    except FileError as unusable:
        print(unusable)
        sys.exit(BAD_FILE)
