"""The options of the slow photographic style."""

from typing import Any

import pytest

from algorithms.errors import UserError
from algorithms.luan.options import PhotoOptions


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"optimise": "colours"}, r"The optimise is 'colours'; choose one of light, pixels\."),
        ({"losses": "keras"}, r"The losses is 'keras'; choose one of relative, luan, thesis\."),
        ({"light_weight": -1.0}, r"The light weight is -1\.0; give a number of at least 0\."),
        ({"style_layers": ()}, r"There are no style layers; name at least one"),
        ({"steps": 1, "scales": 2}, r"1 steps are too few for 2 scales"),
    ],
)
def test_options_that_nothing_could_use_are_refused_in_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        PhotoOptions(**given)


def test_the_coarse_scale_gets_twice_the_steps_of_the_fine_one() -> None:
    assert PhotoOptions(steps=30, scales=2).steps_per_scale() == [20, 10]
