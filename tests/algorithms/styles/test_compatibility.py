"""Which style parameters fit a painter."""

import os
from pathlib import Path

import numpy as np
import pytest

from algorithms.io.weights_file import read_weights, write_weights
from algorithms.styles.compatibility import file_version, kernels_digest, params_fit
from tests.algorithms.makers import style_file

KERNELS = {"conv1/kernel": np.ones((1, 2)), "conv1/scale": np.ones(3)}


@pytest.fixture
def painter(tmp_path: Path) -> Path:
    write_weights(tmp_path / "painter.npz", KERNELS)
    return tmp_path / "painter.npz"


def test_a_digest_depends_on_the_kernels_alone() -> None:
    digest = kernels_digest(KERNELS)

    assert kernels_digest(KERNELS | {"conv1/scale": np.zeros(3)}) == digest
    assert kernels_digest(KERNELS | {"conv1/kernel": np.zeros((1, 2))}) != digest
    assert kernels_digest({"conv1/kernel": np.full((1, 2), 1.0001)}) == digest  # the same in float16


def test_parameters_fit_their_own_kernels_and_those_that_they_were_trained_over(painter: Path, tmp_path: Path) -> None:
    style_file(tmp_path / "over-these.npz", kernels_digest(read_weights(painter)))
    style_file(tmp_path / "over-others.npz", b"of another painter")
    style_file(tmp_path / "own.npz")

    fitting = {name: params_fit(tmp_path / f"{name}.npz", painter) for name in ("over-these", "over-others", "own")}

    assert fitting == {"over-these": True, "over-others": False, "own": True}


def test_a_missing_or_damaged_file_fits_nothing_and_is_named_in_the_log(
    painter: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "damaged.npz").write_text("no weights")

    assert not params_fit(tmp_path / "missing.npz", painter)
    assert not params_fit(tmp_path / "damaged.npz", painter)
    assert "missing.npz" in caplog.text
    assert "damaged.npz" in caplog.text


def test_a_painter_that_is_replaced_is_noticed(painter: Path, tmp_path: Path) -> None:
    style_file(tmp_path / "style.npz", kernels_digest(read_weights(painter)))
    before = params_fit(tmp_path / "style.npz", painter)

    write_weights(painter, KERNELS | {"conv1/kernel": np.zeros((1, 2))})
    os.utime(painter, ns=(1, 1))  # another time than before, however coarse the file system's clock is

    assert (before, params_fit(tmp_path / "style.npz", painter)) == (True, False)
    assert (file_version(painter), file_version(tmp_path / "missing.npz")) == (1, 0)
