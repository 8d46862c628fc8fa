"""The options of the fast methods as text."""

import pytest

from algorithms.errors import UserError
from algorithms.styles.catalogue import styles_of
from algorithms.styles.options import WHERE, FastOptions
from algorithms.styles.options_text import WHERE_IN_WORDS, in_percent, mix_text, read_mix, to_text

FIRST, SECOND, THIRD = (style for style in styles_of("painting")[:3])
LIGHT = styles_of("photographic")[0]


def test_a_mix_is_read_as_it_is_written() -> None:
    mix = {FIRST.slug: 60, SECOND.slug: 40}

    assert mix_text(mix) == f"{FIRST.slug}:60,{SECOND.slug}:40"
    assert read_mix(mix_text(mix)) == mix
    assert read_mix(["a:60", "b"]) == {"a": 60, "b": 100}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a:many", r"The weight of a is 'many'; give 1 to 100\."),
        ("a,b,a:3", r"The style a is named twice; name it once\."),
    ],
)
def test_a_mix_that_cannot_be_read_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_mix(text)


def test_the_line_in_a_picture_has_every_option_that_has_an_effect() -> None:
    options = FastOptions(styles={SECOND.slug: 40, FIRST.slug: 60}, strength=80, keep_colours=True, stroke=150)

    line = to_text(options)

    assert line == f"styles={FIRST.slug}:60,{SECOND.slug}:40 strength=80 keep_colours=yes stroke=150"
    assert to_text(FastOptions(styles={LIGHT.slug: 100}, stroke=150)) == f"styles={LIGHT.slug}:100 strength=100"


def test_a_part_of_the_photo_is_told_in_pictures_and_has_words() -> None:
    options = FastOptions(styles={LIGHT.slug: 100}, where="not-sky")

    assert to_text(options) == f"styles={LIGHT.slug}:100 strength=100 where=not-sky"
    assert set(WHERE_IN_WORDS) == set(WHERE)


@pytest.mark.parametrize(
    ("weights", "percents"), [((50, 50, 50), {34, 33}), ((100, 1, 1), {98, 1}), ((1, 1, 2), {25, 50})]
)
def test_shares_in_per_cent_sum_to_100(weights: tuple[int, ...], percents: set[int]) -> None:
    mix = dict(zip((FIRST.slug, SECOND.slug, THIRD.slug), weights, strict=True))

    shares = in_percent(FastOptions(styles=mix))

    assert set(shares.values()) == percents
    assert sum(shares.values()) == 100
