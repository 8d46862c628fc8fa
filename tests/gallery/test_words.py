import pytest

from imagetransfer.gallery.words import MOST_TAGS, one_line, plain, tags_in


def test_accents_and_capitals_do_not_matter() -> None:
    assert plain("Café ÉCLAIR Straße") == "cafe eclair strasse"


def test_a_line_has_no_control_characters() -> None:
    assert one_line(" Sunday\x00 \n by the\tsea ") == "Sunday by the sea"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", []),
        ("Sea, sunset", ["sea", "sunset"]),
        ("#Sea #sunset", ["sea", "sunset"]),
        ("sea,, SEA ; old  town", ["sea", "old town"]),
    ],
)
def test_tags_are_read_as_people_type_them(text: str, tags: list[str]) -> None:
    assert tags_in(text) == tags


@pytest.mark.parametrize("text", [",".join(map(str, range(MOST_TAGS + 1))), "x" * 31])
def test_too_many_or_too_long_tags_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="please use at most"):
        tags_in(text)
