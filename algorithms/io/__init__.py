"""Files and the processor: pictures, weights, files written whole or not at all, networks as OpenVINO runs them."""
