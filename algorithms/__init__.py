"""The science: arrays in, arrays out.

Images are float32 in [0, 1], RGB, rows before columns. Nothing here imports Django.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow reads it when it is imported; else it greets at length
# Numpy multiplies small matrices only: a second thread would wait for more than it computes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
