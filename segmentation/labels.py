"""The labels of MIT scene parsing (ADE20K) and the ten groups that regions are made of.

The thesis merges the 150 classes into ten groups; `ade20k.csv` lists each with its group. Names are the first of
those in `objectInfo150.txt` of Zhou et al., "Scene Parsing through ADE20K Dataset", CVPR 2017.
"""

import csv
from pathlib import Path

import numpy as np

GROUPS = (
    "sky",
    "building",
    "vegetation",
    "water",
    "ground",
    "mountain",
    "person",
    "vehicle",
    "furniture",
    "other",
)
# What people call them.
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
UNLABELLED = 255  # in masks of groups, and of classes while training

with (Path(__file__).parent / "ade20k.csv").open(newline="") as _file:
    _ROWS = list(csv.DictReader(_file))

CLASSES = ("unlabelled", *(row["name"] for row in _ROWS))  # a class's place is its number in ADE20K's masks
GROUP_OF_CLASS = (UNLABELLED, *(GROUPS.index(row["group"]) for row in _ROWS))
LABELS = {len(GROUPS): GROUPS, len(CLASSES): CLASSES}  # what a network of so many outputs calls them

# Which group looks most like each: where a region may go when it is too small, or borrow when the style has none.
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
NEAREST = tuple(tuple(GROUPS.index(name) for name in _NEAREST[group].split()) for group in GROUPS)


def groups_of_classes(masks: np.ndarray) -> np.ndarray:
    """Turn ADE20K's class numbers (0…150, 0 unlabelled) into group numbers (0…9, 255 unlabelled), uint8."""
    return np.asarray(GROUP_OF_CLASS, "uint8")[masks]
