#!/bin/sh
# Removes from a virtual environment what a running site never reads: headers, tests, debugging symbols, compilers' parts
# and drivers for processors that a container has not. The Dockerfile calls it.
set -eu
cd "$1"/lib/python3*/site-packages

rm -rf tensorflow/include openvino/include clang libclang-*.dist-info tensorboard_data_server pip setuptools
cd openvino/libs
rm -f libopenvino_intel_gpu_plugin.so libopenvino_intel_npu_plugin.so cache.json
for kind in gguf jax onnx paddle pytorch tensorflow_lite; do
    rm -f libopenvino_${kind}_frontend.so*
done
cd ../..
find . -type d -name tests -prune -exec rm -rf {} +
find . -type d -name __pycache__ -prune -exec rm -rf {} +
strip --strip-unneeded tensorflow/libtensorflow_cc.so.2 tensorflow/libtensorflow_framework.so.2
