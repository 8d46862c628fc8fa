"""The mark on texts for translators."""

from algorithms.translatable import marked


def test_a_marked_text_stays_as_it_is() -> None:
    assert marked("more makes calmer surfaces") == "more makes calmer surfaces"
