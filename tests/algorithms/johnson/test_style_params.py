"""Style parameters on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.style_params import read_style_params, write_style_params
from tests.algorithms.makers import painter_file


def test_a_style_alone_is_its_parameters_and_the_digest_of_its_kernels(tmp_path: Path) -> None:
    painter, other = painter_file(tmp_path / "painter.npz", 3), painter_file(tmp_path / "other.npz", 3, seed=1)
    whole = read_style_params(painter)
    write_style_params(tmp_path / "second.npz", whole.values[1], painter)
    write_style_params(tmp_path / "elsewhere.npz", whole.values[1], other)

    second, elsewhere = (read_style_params(tmp_path / name) for name in ("second.npz", "elsewhere.npz"))

    np.testing.assert_array_equal(second.values, whole.values[1:2])
    assert second.kernels == whole.kernels != elsewhere.kernels
    assert whole.has_kernels
    assert not second.has_kernels
    assert (tmp_path / "second.npz").stat().st_size < 20_000


def test_a_file_without_styles_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1_1/kernel": np.eye(3)})

    with pytest.raises(FileError, match="does not hold styles; name a file that train_painter wrote"):
        read_style_params(tmp_path / "other.npz")
