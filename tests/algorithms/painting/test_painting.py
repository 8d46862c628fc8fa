"""What both ways of slow painting begin and end with."""

import numpy as np
import pytest

from algorithms.colour.statistics import enhance, keep_colours, match_colours
from algorithms.errors import UserError
from algorithms.gatys.options import PaintOptions
from algorithms.optimise.multiscale import Stage
from algorithms.optimise.optimisers import Objective
from algorithms.painting.painting import Painting, prepared
from tests.algorithms.makers import noise, small_loss_network

LAYERS = ("relu3_1",)  # block 3 wants 4 pixels a side, and twice as many for a second scale


class Idle(Painting[PaintOptions]):
    """A painting of which nothing is optimised."""

    def objective(self, stage: Stage, origin: np.ndarray) -> Objective:
        raise NotImplementedError


def idle(content: np.ndarray | None, style: np.ndarray, options: PaintOptions, start: np.ndarray) -> Idle:
    return Idle(small_loss_network(["relu1_1"]), content, start, [style], options)


def test_pictures_that_fit_are_prepared_as_they_are() -> None:
    content, style = noise(16, 20), noise(24, 18, seed=1)

    assert prepared(content, [style], PaintOptions(), LAYERS) == ([style], PaintOptions())


def test_there_are_as_many_scales_as_the_smallest_side_has_room_for() -> None:
    _, options = prepared(noise(40, 40), [noise(40, 40)], PaintOptions(style_scale=0.25), LAYERS)

    assert options.scales == 1  # the style is looked at with 10 pixels a side


def test_styles_are_moved_to_the_photos_statistics_where_that_is_asked_for() -> None:
    content, style = noise(16, 16) ** 2, noise(16, 16, seed=1)

    ((moved,), _) = prepared(content, [style], PaintOptions(colours="statistics"), LAYERS)

    np.testing.assert_array_equal(moved, match_colours(style, content))


@pytest.mark.parametrize(
    ("content", "style", "sentence"),
    [
        (np.zeros((16, 16, 3), "float32"), noise(16, 16), "The photo is of one single colour"),
        (noise(16, 16), np.zeros((16, 16, 3), "float32"), "The style's picture is of one single colour"),
        (noise(16, 3), noise(16, 16), "too small for these layers"),
    ],
)
def test_pictures_that_cannot_be_used_are_refused(content: np.ndarray, style: np.ndarray, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        prepared(content, [style], PaintOptions(), LAYERS)


def test_the_finish_gives_the_photos_colours_and_enhances() -> None:
    content, painted = noise(16, 16), noise(16, 16, seed=2)
    options = PaintOptions(colours="luminance", enhance=1.5)

    picture = idle(content, noise(16, 16, seed=1), options, content).finished(painted)

    np.testing.assert_array_equal(picture, enhance(keep_colours(painted, content), 1.5))


def test_a_texture_has_no_photo_whose_colours_it_could_keep() -> None:
    painted = noise(16, 16, seed=2)

    texture = idle(None, noise(16, 16, seed=1), PaintOptions(colours="luminance"), painted)

    np.testing.assert_array_equal(texture.finished(painted), painted)


def test_a_run_is_told_from_one_with_another_picture_or_another_option() -> None:
    content, style, other = noise(16, 16), noise(16, 16, seed=1), noise(16, 16, seed=2)

    runs = [
        idle(content, style, PaintOptions(), content),
        idle(other, style, PaintOptions(), content),
        idle(content, other, PaintOptions(), content),
        idle(content, style, PaintOptions(), other),
        idle(content, style, PaintOptions(tv_weight=1.0), content),
    ]

    assert len({run.fingerprint for run in runs}) == len(runs)
