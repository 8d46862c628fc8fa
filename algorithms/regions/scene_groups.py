"""The ten groups of a scene that masks, training data and the scene parser share.

A mask of groups is a uint8 array of the numbers of `SceneGroup`, and 255 (`UNLABELLED`) where the group is not known.
"""

from enum import IntEnum

UNLABELLED = 255


class SceneGroup(IntEnum):
    """One of the thesis's ten groups of ADE20K's classes; `segmentation/ade20k.csv` says which class is in which."""

    SKY = 0
    BUILDING = 1
    VEGETATION = 2
    WATER = 3
    GROUND = 4
    MOUNTAIN = 5
    PERSON = 6
    VEHICLE = 7
    FURNITURE = 8
    OTHER = 9


GROUPS = tuple(group.name.lower() for group in SceneGroup)
"""The names of the groups in the order of their numbers."""

NAMES = (
    "Sky",
    "Buildings",
    "Trees and grass",
    "Water",
    "Ground",
    "Mountains",
    "People",
    "Vehicles",
    "Furniture",
    "Other things",
)
"""The names for people, in the same order."""

_NEAREST = {
    "sky": "water mountain building ground vegetation",
    "building": "ground vehicle furniture mountain other",
    "vegetation": "mountain ground water building other",
    "water": "sky ground mountain vegetation building",
    "ground": "building mountain vegetation water furniture",
    "mountain": "vegetation ground building water sky",
    "person": "other furniture vehicle building ground",
    "vehicle": "building other furniture person ground",
    "furniture": "other building person ground vehicle",
    "other": "furniture building vehicle person ground",
}
NEAREST: tuple[tuple[int, ...], ...] = tuple(
    tuple(SceneGroup[name.upper()] for name in _NEAREST[group].split()) for group in GROUPS
)
"""For each group the five that look most like it, the most alike first.

A region that is too small joins the nearest group that is there, and a region that the style photo lacks takes its
style from the nearest group that the style photo has.
"""
