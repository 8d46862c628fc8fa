"""The feed-forward painter."""

from pathlib import Path

import numpy as np
import pytest
from keras import ops

from algorithms.transform_net import TransformNet, _convolve_by_rows, read_transform_net, write_transform_net
from algorithms.weights_file import write_weights
from tests.algorithms.makers import noise, small_painter

FIRST, SECOND = np.eye(2, dtype="float32")[:, None]


def painted(network: TransformNet, photo: np.ndarray, mix: np.ndarray = FIRST) -> np.ndarray:
    return np.asarray(network(photo[None], mix)[0])


@pytest.mark.parametrize("size", [(1, 1), (1, 6), (5, 7), (33, 50), (64, 64)], ids=str)
def test_a_picture_of_any_size_comes_back_at_its_own_size(size: tuple[int, int]) -> None:
    result = painted(small_painter(), noise(*size))

    assert result.shape == (*size, 3)
    assert np.isfinite(result).all()
    assert result.min() >= 0.5 - 150 / 255
    assert result.max() <= 0.5 + 150 / 255


def test_each_row_is_a_style_of_its_own() -> None:
    both, photo = small_painter(2), noise(20, 24)
    only_second = TransformNet(1, width=4)
    only_second.assign({name: a if "kernel" in name else a[1:] for name, a in both.to_arrays().items()})

    np.testing.assert_allclose(
        painted(both, photo, SECOND), painted(only_second, photo, np.ones((1, 1), "float32")), atol=1e-5
    )
    assert np.abs(painted(both, photo, FIRST) - painted(both, photo, SECOND)).mean() > 0.05


def test_a_blend_is_the_style_whose_row_is_the_mean_of_the_two() -> None:
    both, photo = small_painter(2), noise(20, 24)
    between = TransformNet(1, width=4)
    arrays = both.to_arrays().items()
    between.assign({name: a if "kernel" in name else a.mean(axis=0, keepdims=True) for name, a in arrays})

    np.testing.assert_allclose(
        painted(both, photo, (FIRST + SECOND) / 2), painted(between, photo, np.ones((1, 1), "float32")), atol=1e-5
    )


def test_the_pictures_of_a_batch_do_not_see_each_other() -> None:
    network, photos = small_painter(2), np.stack([noise(16, 20, 1), noise(16, 20, 2)])

    together = np.asarray(network(photos, np.concatenate([FIRST, SECOND])))

    np.testing.assert_allclose(together[0], painted(network, photos[0], FIRST), atol=1e-5)
    np.testing.assert_allclose(together[1], painted(network, photos[1], SECOND), atol=1e-5)


def test_the_convolution_by_rows_is_the_plain_convolution() -> None:
    random = np.random.default_rng(0)
    x, kernel = random.normal(size=(2, 14, 17, 5)), random.normal(size=(9, 7, 5, 3))

    expected = ops.conv(x, kernel, padding="valid")

    np.testing.assert_allclose(_convolve_by_rows(ops.convert_to_tensor(x), kernel), expected, atol=1e-8)


def test_a_tile_with_the_moments_of_the_whole_is_that_part_of_the_whole() -> None:
    network, photo = small_painter(), noise(176, 168)
    whole, moments = network.paint(ops.convert_to_tensor(photo[None]), FIRST)

    tile, used = network.paint(ops.convert_to_tensor(photo[None, 16:, 24:]), FIRST, moments)

    # Backwards: conv_out 4, up2 1: 5 pixels, in 3 halves; up1 1: 4 halves, in 2 quarters; 10 residual convolutions:
    # 12 quarters; conv3 2·12 + 1 = 25 halves; conv2 2·25 + 1 = 51 pixels; conv1 4.
    reach = 55
    np.testing.assert_allclose(tile[0, reach:, reach:], whole[0, 16 + reach :, 24 + reach :], atol=1e-5)
    assert all(
        np.array_equal(a, b) for one, other in zip(used, moments, strict=True) for a, b in zip(one, other, strict=True)
    )


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


def test_a_file_without_a_painter_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "other.npz", {"conv1_1/kernel": np.eye(3)})
    arrays = small_painter().to_arrays()
    write_weights(tmp_path / "narrow.npz", arrays | {"conv2/kernel": arrays["conv2/kernel"][..., :-1]})

    for name in ("other.npz", "narrow.npz"):
        with pytest.raises(OSError, match="does not hold a transform network; name a file that train_painter wrote"):
            read_transform_net(tmp_path / name)


def test_bfloat16_paints_nearly_the_same(tmp_path: Path) -> None:
    write_transform_net(tmp_path / "painter.npz", small_painter())
    photo = noise(64, 64)

    exact = painted(read_transform_net(tmp_path / "painter.npz"), photo)
    rounded = painted(read_transform_net(tmp_path / "painter.npz", dtype="mixed_bfloat16"), photo)

    assert rounded.dtype == np.float32
    difference = np.abs(rounded - exact)
    assert 0 < difference.mean() < 0.02  # 5 of 255 levels, on noise and with random weights
