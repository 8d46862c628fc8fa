"""The painter on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.io.weights_file import write_weights
from algorithms.johnson.painter_file import (
    read_style_params,
    read_transform_net,
    write_style_params,
    write_transform_net,
)
from tests.algorithms.makers import small_painter


def test_a_network_comes_back_from_disk_as_it_was_in_float16(tmp_path: Path) -> None:
    network = small_painter(2)

    write_transform_net(tmp_path / "painter.npz", network)
    read = read_transform_net(tmp_path / "painter.npz")

    assert (read.styles, read.width) == (2, 4)
    for name, array in network.to_arrays().items():
        np.testing.assert_array_equal(read.to_arrays()[name], array.astype("float16"), err_msg=name)


def test_rows_can_be_added_and_left_out_when_a_network_is_read(tmp_path: Path) -> None:
    write_transform_net(tmp_path / "painter.npz", small_painter(3))
    rows = read_transform_net(tmp_path / "painter.npz").to_arrays()["conv2/scale"]

    more = read_transform_net(tmp_path / "painter.npz", more=2).to_arrays()["conv2/scale"]
    fewer = read_transform_net(tmp_path / "painter.npz", styles=2).to_arrays()["conv2/scale"]

    np.testing.assert_allclose(more, [*rows, rows.mean(axis=0), rows.mean(axis=0)], rtol=1e-6)
    np.testing.assert_array_equal(fewer, rows[:2])


def test_a_published_painter_is_read_with_its_transposed_kernels_mirrored(tmp_path: Path) -> None:
    ours = small_painter(1).to_arrays()
    published = {name: array if "kernel" in name else array[0] for name, array in ours.items()}
    for name in ("up1/kernel", "up2/kernel"):
        published[name] = np.random.default_rng(3).normal(size=np.array(ours[name].shape)[[0, 1, 3, 2]])
    write_weights(tmp_path / "published.npz", published)

    read = read_transform_net(tmp_path / "published.npz").to_arrays()

    np.testing.assert_array_equal(read["conv1/scale"], ours["conv1/scale"].astype("float16"))
    # A transposed convolution writes where a convolution reads: top left becomes bottom right.
    np.testing.assert_allclose(read["up1/kernel"][0, 2, 5, 1], published["up1/kernel"][2, 0, 1, 5], rtol=1e-3)


def test_a_style_alone_is_its_parameters_and_the_digest_of_its_kernels(tmp_path: Path) -> None:
    network = small_painter(3)
    write_transform_net(tmp_path / "painter.npz", network)
    write_style_params(tmp_path / "second.npz", read_transform_net(tmp_path / "painter.npz"), 1)
    write_style_params(tmp_path / "other.npz", small_painter(3, seed=1), 1)

    whole = read_style_params(tmp_path / "painter.npz")
    second, other = (read_style_params(tmp_path / name) for name in ("second.npz", "other.npz"))

    np.testing.assert_array_equal(second.values, whole.values[1:2])
    assert second.kernels == whole.kernels != other.kernels
    assert whole.has_kernels
    assert not second.has_kernels
    assert (tmp_path / "second.npz").stat().st_size < (tmp_path / "painter.npz").stat().st_size


def test_parameters_on_disk_are_those_that_the_network_mixes(tmp_path: Path) -> None:
    network = small_painter(2)
    write_transform_net(tmp_path / "painter.npz", network)

    np.testing.assert_allclose(
        read_style_params(tmp_path / "painter.npz").values,
        network.style_params(np.eye(2, dtype="float32")),
        rtol=1e-3,
        atol=1e-4,
    )


def test_a_file_without_a_painter_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1_1/kernel": np.eye(3)})
    arrays = small_painter().to_arrays()
    write_weights(tmp_path / "narrow.npz", arrays | {"conv2/kernel": arrays["conv2/kernel"][..., :-1]})

    for name in ("other.npz", "narrow.npz"):
        with pytest.raises(UserError, match="does not hold a transform network; name a file that train_painter wrote"):
            read_transform_net(tmp_path / name)
    with pytest.raises(UserError, match="does not hold styles; name a file that train_painter wrote"):
        read_style_params(tmp_path / "other.npz")
