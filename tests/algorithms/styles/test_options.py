"""The options of the fast methods."""

from typing import Any

import pytest

from algorithms.errors import UserError
from algorithms.styles.options import FastOptions


def test_the_heaviest_style_comes_first_and_shares_sum_to_1() -> None:
    options = FastOptions(styles={"udnie": 30, "starry-night": 90})

    assert [style.slug for style in options.chosen()] == ["starry-night", "udnie"]
    assert {style.slug: share for style, share in options.shares().items()} == {"starry-night": 0.75, "udnie": 0.25}
    assert options.kind == "painting"


def test_the_parameters_of_a_job_give_the_same_options_again() -> None:
    options = FastOptions(styles={"udnie": 30, "starry-night": 90}, strength=80, keep_colours=True, stroke=150)

    assert FastOptions.from_parameters(options.parameters() | {"size": 1000}) == options


def test_the_first_jobs_named_one_style() -> None:
    assert FastOptions.from_parameters({"style": "udnie"}) == FastOptions(styles={"udnie": 100})
    assert FastOptions.from_parameters({"style": "golden-hour-city", "strength": 40}).strength == 40


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"styles": {}}, "0 styles were chosen; choose one to 4."),
        (
            {"styles": dict.fromkeys(("udnie", "starry-night", "great-wave", "the-scream", "la-calanque"), 1)},
            "5 styles were chosen; choose one to 4.",
        ),
        ({"styles": {"udnie": 0}}, "The weight of udnie is 0; give 1 to 100."),
        ({"styles": {"udnie": 1}, "strength": 101}, "The strength is 101; give 0 to 100."),
        ({"styles": {"udnie": 1}, "stroke": 20}, "The stroke is 20; give 50 to 200."),
        (
            {"styles": {"udnie": 1}, "where": "cat"},
            "The where is 'cat'; choose one of everything, person, not-person, sky, not-sky, building, vegetation, "
            "water, ground.",
        ),
        (
            {"styles": {"udnie": 1, "dusk-beach": 1}},
            "A painting and a light cannot be mixed; choose styles of one kind.",
        ),
    ],
)
def test_impossible_options_are_refused_in_one_sentence(choices: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match="^" + sentence.replace(".", r"\.") + "$"):
        FastOptions(**choices)


def test_an_unknown_style_is_named() -> None:
    with pytest.raises(UserError, match="There is no style 'sunflowers'"):
        FastOptions(styles={"sunflowers": 1})


def test_photographic_styles_use_the_strength_alone() -> None:
    options = {"strength": 80, "keep_colours": True, "stroke": 150}

    assert FastOptions(styles={"udnie": 1}, **options).used() == options  # type: ignore[arg-type]
    assert FastOptions(styles={"dusk-beach": 1}, **options).used() == {"strength": 80}  # type: ignore[arg-type]


def test_a_part_of_the_photo_counts_for_both_kinds_and_everything_is_not_worth_a_word() -> None:
    for slug in ("udnie", "dusk-beach"):
        assert FastOptions(styles={slug: 1}, where="not-person").used()["where"] == "not-person"
        assert "where" not in FastOptions(styles={slug: 1}).used()


def test_other_entries_among_the_options_are_ignored() -> None:
    given = {"styles": {"udnie": 1}, "style": {"udnie": 1}, "strength": 80, "size": 1000, "picture": None}

    assert FastOptions.from_parameters(given) == FastOptions(styles={"udnie": 1}, strength=80)
