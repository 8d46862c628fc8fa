"""Regions that take their style from each other: colour masks, matching, soft borders, Gram matrices by region."""
