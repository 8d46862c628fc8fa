"""The one-pass painter on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.one_pass_file import read_one_pass_net, write_one_pass_net
from algorithms.johnson.one_pass_network import OnePassNet


def test_a_network_comes_back_as_it_was_but_for_the_rounding(tmp_path: Path) -> None:
    network = OnePassNet(3, quarter=4, eighth=6)
    write_one_pass_net(tmp_path / "painter.npz", network)

    again = read_one_pass_net(tmp_path / "painter.npz").to_arrays()

    for name, array in network.to_arrays().items():
        np.testing.assert_allclose(again[name], array, rtol=2**-10, atol=1e-6)  # float16 has 11 bits


def test_another_network_is_refused(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1/kernel": np.zeros((3, 3, 3, 4), "float32")})

    with pytest.raises(FileError, match="does not hold a one-pass painter"):
        read_one_pass_net(tmp_path / "other.npz")
