"""The parser as OpenVINO runs it."""

import numpy as np
import pytest
from keras import ops

from segmentation.conversions import parser_of
from tests.algorithms.makers import noise
from tests.segmentation.makers import small_parser


@pytest.mark.parametrize("size", [(32, 64), (45, 33)])
def test_the_photo_and_its_mirror_image_are_asked(size: tuple[int, int]) -> None:
    parser, photo = small_parser(), noise(*size)

    likely = parser_of(parser).probabilities(photo)

    one, other = (np.asarray(ops.softmax(parser(each[None])))[0] for each in (photo, photo[:, ::-1]))
    np.testing.assert_allclose(likely, (one + other[:, ::-1]) / 2, atol=0.004)  # bfloat16 has three digits
    assert np.abs(one - other[:, ::-1]).max() > 0.01


def test_features_are_the_backbones_at_stride_16_and_labels_are_counted() -> None:
    parser, photo = small_parser(), noise(64, 96)

    compiled = parser_of(parser, exact=True)

    np.testing.assert_allclose(compiled.features(photo), np.asarray(parser.backbone(photo[None])[2])[0], atol=1e-5)
    assert compiled.labels == 10
