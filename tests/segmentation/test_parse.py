"""Regions of a photo, and of a pair."""

import numpy as np
import pytest
from skimage import data

from algorithms.io.images import to_float
from algorithms.regions.scene_groups import GROUPS
from segmentation import parse as module
from segmentation.conversions import parser_of
from segmentation.labels import CLASSES
from segmentation.parse import parse, parse_labels, parse_pair
from tests.segmentation.makers import sky_and_grass, small_parser


class ByColour:
    """Takes blue for sky, green for vegetation and anything else for a person."""

    labels = 10
    features = parser_of(small_parser()).features

    def probabilities(self, photo: np.ndarray) -> np.ndarray:
        groups = np.choose(photo.argmax(axis=-1), [GROUPS.index(name) for name in ("person", "vegetation", "sky")])
        raised = np.exp(9.0 * np.eye(10, dtype="float32")[groups])
        return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


@pytest.fixture
def by_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "scene_parser", ByColour)


def picture(*colours: tuple[float, float, float]) -> np.ndarray:
    """Return stripes of colours, 20 rows each, from top to bottom."""
    return np.concatenate([np.full((20, 60, 3), colour, "float32") for colour in colours])


RED, GREEN, BLUE = (0.8, 0.1, 0.1), (0.1, 0.7, 0.1), (0.2, 0.3, 0.9)


@pytest.mark.usefixtures("by_colour")
@pytest.mark.parametrize("size", [(48, 64), (600, 800)])
def test_a_photo_of_any_size_gets_probabilities_at_its_size(size: tuple[int, int]) -> None:
    likely = parse(to_float(sky_and_grass(*size)[0]))

    assert likely.shape == (*size, 10)
    np.testing.assert_allclose(likely.sum(axis=-1), 1.0, atol=1e-4)
    groups = likely.argmax(axis=-1)
    assert (groups[: size[0] // 2 - 4] == 0).all()
    assert (groups[size[0] // 2 + 4 :] == 2).all()


def test_the_parser_is_shown_every_photo_at_about_the_size_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    class Watched(ByColour):
        def probabilities(self, photo: np.ndarray) -> np.ndarray:
            sizes.append(photo.shape[:2])
            return super().probabilities(photo)

    monkeypatch.setattr(module, "scene_parser", Watched)
    for size in ((600, 800), (90, 128), (60, 1000)):
        assert parse(np.full((*size, 3), BLUE, "float32")).shape[:2] == size

    assert sizes == [(288, 384), (256, 384), (32, 384)]  # multiples of 32


@pytest.mark.usefixtures("by_colour")
def test_regions_of_a_pair_correspond_by_group() -> None:
    regions = parse_pair(picture(BLUE, GREEN), picture(GREEN, GREEN, BLUE))

    assert (regions.method, regions.names) == ("parser", ("Sky", "Trees and grass"))
    assert regions.content.shape == (40, 60, 2)
    np.testing.assert_allclose(regions.content.sum(axis=-1), 1.0, atol=1e-4)
    assert regions.content[5, 30, 0] > 0.95 < regions.content[35, 30, 1]
    assert regions.style[5, 30, 1] > 0.95 < regions.style[55, 30, 0]


@pytest.mark.usefixtures("by_colour")
def test_a_group_that_the_style_lacks_borrows_its_nearest() -> None:
    regions = parse_pair(picture(BLUE, GREEN, GREEN, RED), picture(GREEN))

    assert regions.names == (
        "Sky, lit like the trees and grass",
        "Trees and grass",
        "People, lit like the whole style",
    )
    assert regions.style[10, 30].min() > 0.95


@pytest.mark.usefixtures("by_colour")
@pytest.mark.parametrize("portraits", [False, True])
def test_pictures_with_few_groups_in_common_and_portraits_are_clustered(portraits: bool) -> None:
    style = picture((0.9, 0.3, 0.2), (0.4, 0.1, 0.1))  # all of it is a person, as the parser sees it
    content = style if portraits else to_float(sky_and_grass(128, 128)[0])

    regions = parse_pair(content, style)

    assert regions.method == "co-segmentation"
    assert all(name.startswith("Area") for name in regions.names)
    np.testing.assert_allclose(regions.content.sum(axis=-1), 1.0, atol=1e-4)
    assert regions.content[4, 30].argmax() != regions.content[-4, 30].argmax()


def test_the_parser_that_ships_knows_a_person_and_the_sky_on_photos_it_never_saw() -> None:
    astronaut, rocket = (parse(to_float(getattr(data, name)())) for name in ("astronaut", "rocket"))

    assert GROUPS[astronaut[100, 220].argmax()] == "person"  # her face
    assert GROUPS[rocket[60, 120].argmax()] == "sky"


def test_a_parser_of_classes_finds_the_regions_by_group() -> None:
    sky, grass, tree = CLASSES.index("sky"), CLASSES.index("grass"), CLASSES.index("tree")

    class Classes(ByColour):
        labels = 151

        def probabilities(self, photo: np.ndarray) -> np.ndarray:
            return np.asarray(np.eye(151, dtype="float32")[np.choose(photo.argmax(axis=-1), [tree, grass, sky])])

    assert parse(picture(BLUE, GREEN), Classes()).shape == (40, 60, 10)  # type: ignore[arg-type]
    assert parse_labels(picture(BLUE, GREEN), Classes()).shape == (40, 60, 151)  # type: ignore[arg-type]
    regions = parse_pair(picture(BLUE, GREEN, RED), picture(GREEN, RED, BLUE), Classes())  # type: ignore[arg-type]

    assert regions.names == ("Sky", "Trees and grass")
