"""The parser's network and its file."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.io.weights_file import write_weights
from segmentation.backbones import InceptionV3
from segmentation.compiled_parser import SHIPPED_WEIGHTS
from segmentation.model import Parser, read_parser, write_parser
from tests.algorithms.makers import noise
from tests.segmentation.makers import TinyBackbone, small_parser


@pytest.mark.parametrize(("height", "width"), [(1, 1), (33, 70), (64, 32)])
def test_the_output_has_the_size_of_the_picture(height: int, width: int) -> None:
    assert small_parser(151)(noise(height, width)[None]).shape == (1, height, width, 151)


class Watched(TinyBackbone):
    """Keeps what it was shown last."""

    def call(self, images: Any) -> list[Any]:
        self.shown = images
        return list(super().call(images))


def test_sides_that_are_no_multiples_of_the_stride_are_stretched_to_the_nearest() -> None:
    parser, photo = Parser(10, Watched()), np.broadcast_to(noise(40, 1), (40, 70, 3))

    parser(photo[None])

    assert parser.backbone.shown.shape == (1, 32, 64, 3)
    assert np.ptp(parser.backbone.shown, axis=2).max() < 1e-6  # columns are alike: nothing was put beside them


def test_a_file_gives_back_the_parser_to_half_precision(tmp_path: Path) -> None:
    parser = Parser()
    write_parser(tmp_path / "parser.npz", parser)

    again = read_parser(tmp_path / "parser.npz")

    assert again.labels == 10
    arrays = again.to_arrays()
    for name, array in parser.to_arrays().items():
        np.testing.assert_array_equal(arrays[name], array.astype("float16"), err_msg=name)


def test_a_parser_over_inception_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    parser, photo = Parser(151, InceptionV3(weights=None)), noise(32, 32)[None]
    write_parser(tmp_path / "classes.npz", parser)

    again = read_parser(tmp_path / "classes.npz")

    assert again.labels == 151
    scores = np.asarray(parser(photo))
    np.testing.assert_allclose(again(photo), scores, atol=0.02 * np.abs(scores).max())  # it was kept in float16


def test_a_start_gives_the_backbone_and_the_decoder_only_for_as_many_labels(tmp_path: Path) -> None:
    start = small_parser(10, seed=1)
    write_parser(tmp_path / "start.npz", start)
    same, other = small_parser(10, seed=2), small_parser(4, seed=2)
    fresh = other.to_arrays()

    for parser in (same, other):
        parser.start_from(tmp_path / "start.npz")

    wanted = {name: array.astype("float16") for name, array in start.to_arrays().items()}
    for name, array in same.to_arrays().items():
        np.testing.assert_array_equal(array, wanted[name], err_msg=name)
    for name, array in other.to_arrays().items():
        expected = fresh[name] if name.startswith("decoder/") else wanted[name]
        np.testing.assert_array_equal(array, expected, err_msg=name)


def test_a_foreign_file_is_told_plainly(tmp_path: Path) -> None:
    write_weights(tmp_path / "foreign.npz", {"conv1": np.zeros(3, "float32")})

    with pytest.raises(UserError, match="does not hold a parser; name one that train_parser wrote"):
        read_parser(tmp_path / "foreign.npz")
    with pytest.raises(UserError, match="does not hold this backbone"):
        small_parser().start_from(tmp_path / "foreign.npz")


def test_the_weights_that_ship_are_at_most_6_mb() -> None:
    assert SHIPPED_WEIGHTS.stat().st_size <= 6e6
