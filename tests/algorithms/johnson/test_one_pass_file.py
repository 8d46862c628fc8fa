"""The one-pass painter on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.one_pass_file import read_one_pass, write_one_pass
from algorithms.johnson.style_encoder import StyleEncoder
from tests.algorithms.makers import random_style_params, small_one_pass_net


def test_everything_comes_back_as_it_was_but_for_the_rounding(tmp_path: Path) -> None:
    network = small_one_pass_net()
    encoder, style_params = StyleEncoder(10, network.channels), random_style_params(network, 3)
    write_one_pass(tmp_path / "painter.npz", network, encoder, style_params)

    again = read_one_pass(tmp_path / "painter.npz")

    pairs = [(again.style_params, style_params)]
    for theirs, ours in ((again.network, network), (again.encoder, encoder)):
        arrays = theirs.to_arrays()
        pairs += [(arrays[name], array) for name, array in ours.to_arrays().items()]
    assert len(pairs) == 1 + 14 + 7
    for read, written in pairs:
        np.testing.assert_allclose(read, written, rtol=2**-10, atol=1e-6)  # float16 has 11 bits


def test_another_network_is_refused(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1/kernel": np.zeros((3, 3, 3, 4), "float32")})

    with pytest.raises(FileError, match="does not hold a one-pass painter"):
        read_one_pass(tmp_path / "other.npz")
