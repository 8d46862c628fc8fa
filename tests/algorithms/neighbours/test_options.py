"""The options of painting by neighbours."""

from typing import Any

import pytest

from algorithms.errors import UserError
from algorithms.neighbours.options import NeighbourOptions


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"photo_share": 1.5}, "photo share is 1.5; give 0 to 1"),
        ({"steps": 0}, "steps is 0; give a number of at least 1"),
        ({"steps": 3}, "3 steps are too few for 4 scales"),
        ({"colours": "photo"}, "choose one of style, luminance, statistics"),
        ({"layers": ()}, "no layers"),
        ({"blend": (-1.0, 1.0)}, "numbers of at least 0"),
    ],
)
def test_impossible_options_are_refused_in_a_sentence(given: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        NeighbourOptions(**given)


def test_the_full_size_gets_two_fifths_of_the_steps_and_the_others_equal_parts() -> None:
    assert NeighbourOptions(steps=100, scales=4).steps_per_scale() == [20, 20, 20, 40]
    assert NeighbourOptions(steps=7, scales=1).steps_per_scale() == [7]
    assert NeighbourOptions(steps=4, scales=4).steps_per_scale() == [1, 1, 1, 1]


def test_the_shares_of_the_styles_add_up_to_one() -> None:
    assert NeighbourOptions(blend=(3.0, 1.0)).style_shares(2) == [0.75, 0.25]
    with pytest.raises(UserError, match="There are 2 weights for 3 styles"):
        NeighbourOptions(blend=(3.0, 1.0)).style_shares(3)
