"""Keras networks as OpenVINO runs them: in bfloat16 where the processor has it, and several times faster.

Training needs TensorFlow, inference does not. OpenVINO was chosen because it runs a convolution together with the
operations after it, on the processor's matrix units.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

# OpenVINO reports its import to its makers through this module; without the module, OpenVINO works and reports nothing.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # None is how Python says "not here"

import openvino  # noqa: E402

from algorithms.io.processor import has_bfloat16  # noqa: E402

Shape = Sequence[int | None]


def compile_network(
    network: keras.Model, function: Callable[..., Any], inputs: Mapping[str, Shape], *, exact: bool = False
) -> Callable[..., np.ndarray]:
    """Compile a function that calls a Keras network.

    Parameters
    ----------
    network : keras.Model
        The network that the function calls; its weights become constants.
    function : of float32 tensors, to a float32 tensor
        Written with `keras.ops`; within the function, lengths that `inputs` leaves open are symbolic. OpenVINO compiles
        an axis that is added while an entry is picked, as in `x[:, 0, None]`, to a wrong result; reshape instead.
    inputs : dict of name to shape
        The shapes of the function's arguments; None stands for a length of any size. Another size compiles nothing.
    exact : bool
        Whether to compute in float32 even where the processor has bfloat16.

    Returns
    -------
    function of float32 arrays by name, to a float32 array
    """
    # OpenVINO reads TensorFlow's format, which can only be written if the weights belong to the saved object.
    holder = tf.Module()
    holder.weights = [variable.value for variable in network.variables]
    signature = {name: tf.TensorSpec(shape, tf.float32, name) for name, shape in inputs.items()}
    graph = tf.function(lambda **given: {"y": function(**given)}).get_concrete_function(**signature)
    core = openvino.Core()
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(holder, folder, signatures=graph)
        # OpenVINO does not notice that ONEDNN_MAX_CPU_ISA forbids bfloat16, and breaks down.
        hints = {"INFERENCE_PRECISION_HINT": "f32"} if exact or not has_bfloat16() else {}
        model = core.compile_model(core.read_model(folder), "CPU", hints)

    def run(**given: np.ndarray) -> np.ndarray:
        answer: np.ndarray = model({name: np.ascontiguousarray(value, "float32") for name, value in given.items()})["y"]
        return answer

    return run
