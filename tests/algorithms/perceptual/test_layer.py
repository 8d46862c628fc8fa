"""Names of layers."""

import pytest

from algorithms.errors import UserError
from algorithms.perceptual.layer import Layer, fitting_scales


@pytest.mark.parametrize("name", ["relu4_2", "conv1_1"])
def test_a_name_is_read_and_written_again(name: str) -> None:
    layer = Layer.parse(name)

    assert (layer.kind, layer.block, layer.index) == (name[:4], int(name[4]), int(name[6]))
    assert str(layer) == name


@pytest.mark.parametrize("name", ["", "relu", "relu4", "relu0_1", "pool4_2", "relu4_2_aux", "block4_conv2"])
def test_another_name_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UserError, match=r"There is no layer '.*'; give names such as relu4_2 or conv4_2"):
        Layer.parse(name)


def test_the_stride_doubles_with_each_block() -> None:
    # VGG has a 2 × 2 pooling between two blocks: 1, 2, 4, 8, 16 pixels.
    assert [Layer.parse(f"relu{block}_1").stride for block in range(1, 6)] == [1, 2, 4, 8, 16]


def test_the_activation_of_a_convolution_and_of_itself() -> None:
    assert str(Layer.parse("conv3_4").after_relu) == "relu3_4"
    assert str(Layer.parse("relu3_4").after_relu) == "relu3_4"


@pytest.mark.parametrize(
    ("scales", "sides", "expected"),
    [
        (3, (100.0, 40.0), 3),  # block 3 needs 8 pixels; a quarter of 40 is 10
        (4, (100.0, 40.0), 3),  # an eighth of 40 is 5
        (3, (100.0, 12.0), 1),  # half of 12 is 6
        (2, (4.0, 4.0), 1),  # block 3 has a unit for 4 pixels
    ],
)
def test_only_scales_with_room_for_the_deepest_layer_are_left(
    scales: int, sides: tuple[float, ...], expected: int
) -> None:
    assert fitting_scales(scales, ["relu1_1", "conv3_1"], *sides) == expected


def test_a_side_without_room_for_one_unit_of_the_deepest_layer_is_refused() -> None:
    with pytest.raises(UserError, match=r"too small for these layers; give one of at least 4 × 4 pixels\."):
        fitting_scales(2, ["relu1_1", "conv3_1"], 100.0, 3.0)
