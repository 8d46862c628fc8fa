"""The groups of a scene."""

import csv
from pathlib import Path

import segmentation
from algorithms.regions.scene_groups import GROUPS, NEAREST, UNLABELLED, SceneGroup


def test_the_groups_are_those_of_the_parsers_table_of_classes() -> None:
    with (Path(segmentation.__file__).parent / "ade20k.csv").open(newline="") as file:
        assert {row["group"] for row in csv.DictReader(file)} == set(GROUPS)


def test_masks_that_were_painted_once_keep_their_numbers() -> None:
    # The numbers stand in masks on disk, so their order must never change.
    assert GROUPS[:4] == ("sky", "building", "vegetation", "water")
    assert GROUPS[4:8] == ("ground", "mountain", "person", "vehicle")
    assert [GROUPS[group] for group in SceneGroup] == [group.name.lower() for group in SceneGroup]
    assert UNLABELLED not in list(SceneGroup)


def test_a_group_is_near_to_five_others_never_to_itself() -> None:
    assert all(group not in others and len(set(others)) == 5 for group, others in enumerate(NEAREST))
    assert NEAREST[SceneGroup.SKY][0] == SceneGroup.WATER
