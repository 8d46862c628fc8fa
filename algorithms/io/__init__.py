"""Files and the processor: pictures, weights, atomic writes, networks compiled by OpenVINO."""
