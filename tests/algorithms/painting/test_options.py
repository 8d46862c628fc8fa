"""The options that both ways of slow painting have."""

import math

import pytest

from algorithms.errors import UserError
from algorithms.painting.options import shares


def test_shares_add_up_to_one_and_are_equal_where_nothing_is_said() -> None:
    assert shares((3.0, 1.0), 2, "styles") == [0.75, 0.25]
    assert shares((), 4, "styles") == [0.25] * 4


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((1.0,), r"There are 1 weights for 2 styles; give as many\."),
        ((-1.0, 2.0), "give numbers of at least 0, not all 0"),
        ((math.nan, 2.0), "give numbers of at least 0, not all 0"),
        ((0.0, 0.0), "give numbers of at least 0, not all 0"),
    ],
)
def test_other_weights_are_refused(weights: tuple[float, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        shares(weights, 2, "styles")
