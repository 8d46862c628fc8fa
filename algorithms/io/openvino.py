"""Keras networks as OpenVINO runs them: in bfloat16 where the processor has it, and several times faster.

Training needs TensorFlow; using a network that is trained does not. OpenVINO was chosen because its convolutions use
the processor's matrix units on whole layers at once, together with what follows them.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

# OpenVINO reports its import to its makers through this module, and does without where it cannot be imported.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None is how Python says "not here"

import openvino  # noqa: E402

Shape = Sequence[int | None]


def compile_network(
    network: keras.Model, function: Callable[..., Any], inputs: Mapping[str, Shape], *, exact: bool = False
) -> Callable[..., np.ndarray]:
    """Compile a function of a network.

    Parameters
    ----------
    network : keras.Model
        Its weights become constants.
    function : of float32 tensors, to a float32 tensor
        Written with `keras.ops`; lengths that are not known beforehand are symbolic in it. Adding axes while
        picking an entry, as in `x[:, 0, None]`, compiles to something wrong; reshape instead.
    inputs : dict of name to shape
        Of the function's arguments, None where any size shall do: nothing is compiled again for another size.
    exact : bool
        In float32 even where the processor has bfloat16. OpenVINO does not notice that ONEDNN_MAX_CPU_ISA forbids
        bfloat16, and breaks down without this.

    Returns
    -------
    function of float32 arrays by name, to a float32 array
    """
    # TensorFlow's format is what OpenVINO can read; it demands that the weights belong to what is saved.
    holder = tf.Module()
    holder.weights = [variable.value for variable in network.variables]
    signature = {name: tf.TensorSpec(shape, tf.float32, name) for name, shape in inputs.items()}
    graph = tf.function(lambda **given: {"y": function(**given)}).get_concrete_function(**signature)
    core = openvino.Core()
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(holder, folder, signatures=graph)
        hints = {"INFERENCE_PRECISION_HINT": "f32"} if exact else {}
        model = core.compile_model(core.read_model(folder), "CPU", hints)

    def run(**given: np.ndarray) -> np.ndarray:
        answer: np.ndarray = model({name: np.ascontiguousarray(value, "float32") for name, value in given.items()})["y"]
        return answer

    return run
