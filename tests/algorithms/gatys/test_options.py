"""The options of slow painting."""

import math
from typing import Any

import pytest

from algorithms.gatys.options import LOSSES, PaintOptions
from algorithms.perceptual.loss_kinds import LOSS_KINDS


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"content_weight": math.nan}, "content weight is nan"),
        ({"tv_weight": -1.0}, "at least 0"),
        ({"learning_rate": math.inf}, "learning rate is inf"),
        ({"steps": 0}, "steps is 0; give a number of at least 1"),
        ({"steps": 2, "scales": 3}, "too few for 3 scales"),
        ({"start": "photo"}, "choose one of content, style, noise, mix"),
        ({"style_layers": ()}, "no style layers"),
        ({"style_layer_weights": (1.0,)}, "1 weights for 5 style layers"),
        ({"blend": (math.nan, 1.0)}, "numbers of at least 0"),
        ({"blend": (0.0, 0.0)}, "not all 0"),
    ],
)
def test_impossible_options_are_refused_in_a_sentence(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        PaintOptions(**given)


def test_each_scale_gets_half_the_steps_of_the_one_before_and_none_is_lost() -> None:
    assert PaintOptions(steps=70, scales=3).steps_per_scale() == [40, 20, 10]
    assert sum(PaintOptions(steps=101, scales=4).steps_per_scale()) == 101


def test_style_shares_add_up_to_one() -> None:
    assert PaintOptions(blend=(3.0, 1.0)).style_shares(2) == [0.75, 0.25]
    assert PaintOptions().style_shares(4) == [0.25] * 4


def test_every_kind_of_losses_on_offer_exists() -> None:
    assert set(LOSS_KINDS) == set(LOSSES)
