"""The options of the fast methods in words, in both languages."""

from django.utils import translation

from algorithms.styles.catalogue import style, styles_of
from algorithms.styles.options import FastOptions
from imagetransfer.jobs.options_in_words import in_words

FIRST, SECOND = (style for style in styles_of("painting")[:2])
LIGHT = styles_of("photographic")[0]


def test_words_name_the_options_that_differ_from_their_defaults() -> None:
    mix = {FIRST.slug: 60, SECOND.slug: 40}

    assert in_words(FastOptions(styles={FIRST.slug: 7})) == FIRST.title
    assert in_words(FastOptions(styles=mix, strength=80, keep_colours=True, stroke=150)) == (
        f"60 % {FIRST.title}, 40 % {SECOND.title}, strength 80 %, the photo's colours, broad strokes (150 %)"
    )
    assert in_words(FastOptions(styles={LIGHT.slug: 1}, where="not-sky")) == f"{LIGHT.title}, everything but the sky"
    assert in_words(FastOptions(styles={FIRST.slug: 1}, stroke=50)) == f"{FIRST.title}, fine strokes (50 %)"
    assert in_words(FastOptions(styles={LIGHT.slug: 1}, keep_colours=True, stroke=50)) == LIGHT.title


def test_words_are_in_the_language_of_the_page() -> None:
    mix = {"starry-night": 60, "great-wave": 40}

    with translation.override("zh-hans"):
        assert style("starry-night").artist == "文森特·凡·高"
        assert (
            in_words(FastOptions(styles=mix, strength=80, stroke=50))
            == "60% 星夜，40% 神奈川冲浪里，强度 80%，细笔触（50%）"
        )
