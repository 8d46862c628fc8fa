"""The classes of MIT scene parsing (ADE20K), and the scene group of each.

The thesis merges the 150 classes into ten groups; `ade20k.csv` lists each class with its group. A class has the first
of its names in `objectInfo150.txt` of Zhou et al., "Scene Parsing through ADE20K Dataset", CVPR 2017.
"""

import csv
from pathlib import Path

import numpy as np

from algorithms.regions.scene_groups import GROUPS, UNLABELLED

with (Path(__file__).parent / "ade20k.csv").open(newline="") as _file:
    _ROWS = list(csv.DictReader(_file))

CLASSES = ("unlabelled", *(row["name"] for row in _ROWS))  # the index of a class is its number in ADE20K's masks
GROUP_OF_CLASS = (UNLABELLED, *(GROUPS.index(row["group"]) for row in _ROWS))
LABELS = {len(GROUPS): GROUPS, len(CLASSES): CLASSES}  # the names of a network's outputs, by their number


def in_groups(likely: np.ndarray) -> np.ndarray:
    """Add up the probabilities of classes that are in the same group.

    Parameters
    ----------
    likely : float32 array of shape (H, W, 10) or (H, W, 151)
        Of groups, which stay as they are, or of classes; "unlabelled" counts for nothing.

    Returns
    -------
    float32 array of shape (H, W, 10)
        They add up to 1 in each pixel.
    """
    if likely.shape[-1] == len(GROUPS):
        return likely
    sums = likely[..., 1:] @ np.eye(len(GROUPS), dtype="float32")[list(GROUP_OF_CLASS[1:])]
    total: np.ndarray = sums / np.maximum(sums.sum(axis=-1, keepdims=True), 1e-12)
    return total


def groups_of_classes(masks: np.ndarray) -> np.ndarray:
    """Turn ADE20K's class numbers (0…150, 0 unlabelled) into group numbers (0…9, 255 unlabelled), uint8."""
    return np.asarray(GROUP_OF_CLASS, "uint8")[masks]
