"""Slow painting with the strokes of the painting itself: features matched with its own (Kolkin et al. 2022)."""
