"""The painter's file for browsers."""

import json
from pathlib import Path

import numpy as np
import pytest

from algorithms.johnson.browser_file import TOGETHER, browser_painter, browser_style, used_kernel
from algorithms.johnson.painter_file import read_painter
from algorithms.johnson.styled_convolution import StyledConvolution
from tests.algorithms.makers import painter_file


@pytest.mark.parametrize("doubles", [False, True])
def test_kernels_are_those_that_the_layer_uses(doubles: bool) -> None:
    layer = StyledConvolution(6, 4, doubles=doubles)

    used = used_kernel(np.asarray(layer.kernel), doubles=doubles)

    assert used.shape == (3, 3, 6, 16 if doubles else 4)
    np.testing.assert_allclose(used, layer.used_kernel(), atol=1e-6)


def test_the_file_holds_every_kernel_and_the_chosen_styles_in_float16(tmp_path: Path) -> None:
    painter = painter_file(tmp_path / "painter.npz", 3)
    whole = read_painter(painter)
    file = browser_painter(painter, {"great-wave": 2, "udnie": 0})
    length = int.from_bytes(file[:8], "little")
    header = json.loads(file[8 : 8 + length])

    def tensor(name: str) -> np.ndarray:
        begin, end = header[name]["data_offsets"]
        read = np.frombuffer(file[8 + length + begin : 8 + length + end], "<f2")
        return read.reshape(header[name]["shape"])

    assert header.pop("__metadata__") == {"styles": "great-wave udnie"}
    assert len(header) == 14 + 1
    np.testing.assert_array_equal(tensor("style_params"), whole.style_params[[2, 0]])
    for layer in whole.network.convolutions:
        used = np.asarray(layer.used_kernel())
        packed = tensor(f"{layer.name}/kernel")
        again = np.moveaxis(packed, 0, 2).reshape(3, 3, used.shape[2], -1)
        assert packed.shape[1:] == (3, 3 * used.shape[2], TOGETHER)
        np.testing.assert_allclose(again[..., : used.shape[3]], used, rtol=1e-3, atol=1e-6)
        assert not again[..., used.shape[3] :].any()


def test_a_style_alone_is_its_numbers() -> None:
    values = np.array([[1.0, 0.5], [-2.0, 0.0]], "float32")

    assert browser_style(values) == values.astype("<f2").tobytes()
