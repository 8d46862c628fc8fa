"""What a picture's pixels mean on paper."""

import pytest

from imagetransfer.job_pages.prints import prints


def test_a_picture_fills_the_paper_uncropped_and_the_words_say_how_it_looks() -> None:
    by_paper = {one.paper: one for one in prints(1800, 1200)}

    postcard, poster = by_paper["10 × 15"], by_paper["50 × 70"]
    assert (postcard.width, postcard.height, postcard.dots, postcard.look) == (15.0, 10.0, 305, "sharp in the hand")
    assert (poster.width, poster.height, poster.look) == (70.0, 46.7, "coarse, even on a wall")


@pytest.mark.parametrize(("size", "printed"), [((1000, 2000), (7.5, 15.0)), ((2000, 1000), (15.0, 7.5))])
def test_the_paper_turns_with_the_picture(size: tuple[int, int], printed: tuple[float, float]) -> None:
    postcard = next(prints(*size))

    assert (postcard.width, postcard.height) == printed
