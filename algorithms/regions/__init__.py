"""Regions that take their style from each other: scene groups, colour masks, matching, soft borders, Gram matrices."""
