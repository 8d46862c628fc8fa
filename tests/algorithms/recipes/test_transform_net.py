"""The network of the sources' fast methods."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import FileError
from algorithms.io.weights_file import write_weights
from algorithms.recipes.transform_net import TransformNet, read_transform_net, write_transform_net
from tests.algorithms.makers import noise, small_transform_net

FIRST, SECOND = np.eye(2, dtype="float32")[:, None]


def painted(network: TransformNet, photo: np.ndarray, mix: np.ndarray = FIRST) -> np.ndarray:
    return np.asarray(network(photo[None], mix)[0])


@pytest.mark.parametrize("size", [(1, 1), (1, 6), (5, 7), (33, 50), (64, 64)], ids=str)
def test_a_picture_of_any_size_comes_back_at_its_own_size(size: tuple[int, int]) -> None:
    result = painted(small_transform_net(), noise(*size))

    assert result.shape == (*size, 3)
    assert np.isfinite(result).all()
    assert result.min() >= 0.0  # the thesis's (tanh + 1) · 127.5, of 255
    assert result.max() <= 1.0


def test_each_style_has_parameters_of_its_own() -> None:
    both, photo = small_transform_net(2), noise(20, 24)
    only_second = TransformNet(1, width=4)
    only_second.assign({name: a if "kernel" in name else a[1:] for name, a in both.to_arrays().items()})

    np.testing.assert_allclose(
        painted(both, photo, SECOND), painted(only_second, photo, np.ones((1, 1), "float32")), atol=1e-5
    )
    assert np.abs(painted(both, photo, FIRST) - painted(both, photo, SECOND)).mean() > 0.05


def test_a_blend_is_the_style_with_the_mean_of_both_parameters() -> None:
    both, photo = small_transform_net(2), noise(20, 24)
    between = TransformNet(1, width=4)
    arrays = both.to_arrays().items()
    between.assign({name: a if "kernel" in name else a.mean(axis=0, keepdims=True) for name, a in arrays})

    np.testing.assert_allclose(
        painted(both, photo, (FIRST + SECOND) / 2), painted(between, photo, np.ones((1, 1), "float32")), atol=1e-5
    )


def test_the_pictures_of_a_batch_do_not_affect_each_other() -> None:
    network, photos = small_transform_net(2), np.stack([noise(16, 20, 1), noise(16, 20, 2)])

    together = np.asarray(network(photos, np.concatenate([FIRST, SECOND])))

    np.testing.assert_allclose(together[0], painted(network, photos[0], FIRST), atol=1e-5)
    np.testing.assert_allclose(together[1], painted(network, photos[1], SECOND), atol=1e-5)


def test_a_network_comes_back_from_disk_as_it_was_in_float16(tmp_path: Path) -> None:
    network = small_transform_net(2)

    write_transform_net(tmp_path / "net.npz", network)
    read = read_transform_net(tmp_path / "net.npz")

    assert (read.styles, read.width) == (2, 4)
    for name, array in network.to_arrays().items():
        np.testing.assert_array_equal(read.to_arrays()[name], array.astype("float16"), err_msg=name)


def test_a_file_without_such_a_network_is_told_plainly(tmp_path: Path) -> None:
    arrays = small_transform_net().to_arrays()
    write_weights(tmp_path / "other.npz", {"conv1_1/kernel": np.eye(3)})
    write_weights(tmp_path / "narrow.npz", arrays | {"conv2/kernel": arrays["conv2/kernel"][..., :-1]})

    for name in ("other.npz", "narrow.npz"):
        with pytest.raises(FileError, match="holds no network of the sources'; name a file that a training"):
            read_transform_net(tmp_path / name)
