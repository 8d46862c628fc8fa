"""Fields of options, and the sentences about values out of their limits."""

import math
from dataclasses import dataclass, fields

import pytest

from algorithms.errors import UserError
from algorithms.option_fields import check_values, option


@dataclass(frozen=True)
class Options:
    style_weight: float = option(1.0, "of the style", least=0.5)
    start: str = option("photo", "the first picture", choices=("photo", "noise"))
    clip: bool = option(True, "stay in range")
    layers: tuple[str, ...] = option(("relu1_1",), "names")


def test_a_field_carries_its_help_and_its_limits() -> None:
    weight, start, *_ = fields(Options)

    assert (weight.default, weight.metadata["help"], weight.metadata["least"]) == (1.0, "of the style", 0.5)
    assert start.metadata["choices"] == ("photo", "noise")


def test_values_at_their_limits_are_accepted() -> None:
    check_values(Options(style_weight=0.5, start="noise"))


@pytest.mark.parametrize("value", [0.4, -1.0, math.nan, math.inf])
def test_a_number_below_its_limit_or_not_finite_is_refused(value: float) -> None:
    with pytest.raises(UserError, match=rf"The style weight is {value}; give a number of at least 0\.5\."):
        check_values(Options(style_weight=value))


def test_another_choice_is_refused_with_the_choices() -> None:
    with pytest.raises(UserError, match=r"The start is 'style'; choose one of photo, noise\."):
        check_values(Options(start="style"))
