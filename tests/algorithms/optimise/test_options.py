"""The options that the slow methods share."""

from dataclasses import dataclass

import pytest

from algorithms.errors import UserError
from algorithms.optimise.options import check_options, steps_per_scale
from algorithms.option_fields import option


@dataclass(frozen=True)
class Options:
    steps: int = option(6, "over all scales", least=1)
    scales: int = option(2, "sizes", least=1)
    style_layers: tuple[str, ...] = option(("relu1_1",), "names")


def test_options_with_a_layer_and_a_step_for_each_scale_are_accepted() -> None:
    check_options(Options(steps=2, scales=2))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (Options(steps=0), r"The steps is 0; give a number of at least 1\."),
        (Options(steps=2, scales=3), r"2 steps are too few for 3 scales; give one for each at least\."),
        (Options(style_layers=()), r"There are no style layers; name at least one, such as relu3_1\."),
    ],
)
def test_other_options_are_refused(options: Options, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        check_options(options)


def test_each_scale_gets_half_the_steps_of_the_one_before_and_none_is_lost() -> None:
    assert steps_per_scale(70, 3) == [40, 20, 10]
    assert steps_per_scale(5, 1) == [5]
    assert sum(steps_per_scale(101, 4)) == 101
