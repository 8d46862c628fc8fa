"""ADE20K's classes and their groups."""

import numpy as np
import pytest

from algorithms.regions.scene_groups import GROUPS, UNLABELLED
from segmentation.labels import CLASSES, GROUP_OF_CLASS, groups_of_classes, in_groups


def test_every_class_has_a_name_and_a_group_and_every_group_a_class() -> None:
    assert len(CLASSES) == len(GROUP_OF_CLASS) == 151
    assert len(GROUPS) == 10
    assert set(GROUP_OF_CLASS[1:]) == set(range(10))


@pytest.mark.parametrize(
    ("number", "name", "group"),  # numbers and names: objectInfo150.txt of MIT's scene parsing benchmark
    [
        (1, "wall", "building"),
        (3, "sky", "sky"),
        (5, "tree", "vegetation"),
        (7, "road", "ground"),
        (13, "person", "person"),
        (17, "mountain", "mountain"),
        (22, "water", "water"),
        (77, "boat", "vehicle"),
        (111, "stool", "furniture"),
        (127, "animal", "other"),
        (150, "flag", "other"),
    ],
)
def test_classes_have_the_numbers_of_the_benchmark(number: int, name: str, group: str) -> None:
    assert CLASSES[number] == name
    assert GROUPS[GROUP_OF_CLASS[number]] == group


def test_masks_of_classes_become_masks_of_groups() -> None:
    groups = groups_of_classes(np.array([[0, 3], [17, 150]], "uint8"))

    assert groups.tolist() == [[UNLABELLED, 0], [5, 9]]
    assert groups.dtype == np.uint8


def test_classes_are_added_up_to_groups() -> None:
    likely = np.zeros((1, 1, 151), "float32")
    likely[..., 0] = 0.5  # unlabelled
    likely[..., CLASSES.index("tree")], likely[..., CLASSES.index("grass")] = 0.2, 0.1
    likely[..., CLASSES.index("sky")] = 0.2

    groups = in_groups(likely)

    assert groups[0, 0, GROUPS.index("vegetation")] == pytest.approx(0.6)  # 0.3 of the 0.5 that have a label
    assert groups[0, 0, GROUPS.index("sky")] == pytest.approx(0.4)
    assert groups.sum() == pytest.approx(1.0)
    assert len(GROUP_OF_CLASS) == 151
    assert in_groups(groups) is groups
