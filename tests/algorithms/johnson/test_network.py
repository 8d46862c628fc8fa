"""The feed-forward painter."""

import numpy as np
import pytest
from keras import ops

from algorithms.johnson.network import TransformNet, fold_instance_norm
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


def test_each_style_has_parameters_of_its_own() -> None:
    both, photo = small_painter(2), noise(20, 24)
    only_second = TransformNet(1, width=4)
    only_second.assign({name: a if "kernel" in name else a[1:] for name, a in both.to_arrays().items()})

    np.testing.assert_allclose(
        painted(both, photo, SECOND), painted(only_second, photo, np.ones((1, 1), "float32")), atol=1e-5
    )
    assert np.abs(painted(both, photo, FIRST) - painted(both, photo, SECOND)).mean() > 0.05


def test_a_blend_is_the_style_with_the_mean_of_both_parameters() -> None:
    both, photo = small_painter(2), noise(20, 24)
    between = TransformNet(1, width=4)
    arrays = both.to_arrays().items()
    between.assign({name: a if "kernel" in name else a.mean(axis=0, keepdims=True) for name, a in arrays})

    np.testing.assert_allclose(
        painted(both, photo, (FIRST + SECOND) / 2), painted(between, photo, np.ones((1, 1), "float32")), atol=1e-5
    )


def test_the_pictures_of_a_batch_do_not_affect_each_other() -> None:
    network, photos = small_painter(2), np.stack([noise(16, 20, 1), noise(16, 20, 2)])

    together = np.asarray(network(photos, np.concatenate([FIRST, SECOND])))

    np.testing.assert_allclose(together[0], painted(network, photos[0], FIRST), atol=1e-5)
    np.testing.assert_allclose(together[1], painted(network, photos[1], SECOND), atol=1e-5)


def test_a_tile_with_the_moments_of_the_whole_is_that_part_of_the_whole() -> None:
    network, photo = small_painter(), noise(176, 168)
    style_params = network.style_params(FIRST)
    whole, moments = network.paint(ops.convert_to_tensor(photo[None]), style_params)

    fixed = fold_instance_norm(np.asarray(style_params), np.asarray(moments))
    tile, none = network.paint(ops.convert_to_tensor(photo[None, 16:, 24:]), fixed, normalise=False)

    # Backwards: conv_out 4, up2 1: 5 pixels, in 3 halves; up1 1: 4 halves, in 2 quarters; 10 residual convolutions:
    # 12 quarters; conv3 2·12 + 1 = 25 halves; conv2 2·25 + 1 = 51 pixels; conv1 4.
    reach = 55
    np.testing.assert_allclose(tile[0, reach:, reach:], whole[0, 16 + reach :, 24 + reach :], atol=1e-4)
    assert none is None


def test_huge_values_are_limited_where_the_moments_are_given() -> None:
    network, photo = small_painter(), noise(40, 40)
    photo[20, 20] = 200.0  # a network of random weights does not make huge values by itself
    style_params = network.style_params(FIRST)
    whole, moments = network.paint(ops.convert_to_tensor(photo[None]), style_params)

    limited, _ = network.paint(
        ops.convert_to_tensor(photo[None]),
        fold_instance_norm(np.asarray(style_params), np.asarray(moments)),
        normalise=False,
    )

    *_, least, most = fold_instance_norm(np.asarray(style_params), np.asarray(moments))[0]
    scale, shift = np.asarray(style_params)[0]
    np.testing.assert_allclose(most - shift, 8 * np.abs(scale), rtol=1e-5)
    np.testing.assert_allclose(least + most, 2 * shift, atol=1e-5)
    assert np.abs(limited - whole)[0, 10:30, 10:30].max() > 0.2


def test_bfloat16_paints_nearly_the_same() -> None:
    network, photo = small_painter(), noise(64, 64)
    in_bfloat16 = TransformNet(2, width=4, dtype="mixed_bfloat16")
    in_bfloat16.assign(network.to_arrays())

    exact, rounded = painted(network, photo), painted(in_bfloat16, photo)

    assert rounded.dtype == np.float32
    difference = np.abs(rounded - exact)
    assert 0 < difference.mean() < 0.02  # 5 of 255 levels, on noise and with random weights
