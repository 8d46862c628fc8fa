"""Masks of vertical stripes for the tests of regions."""

import numpy as np

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def stripes(*colours: tuple[int, int, int], rows: int = 10, columns: int = 20) -> np.ndarray:
    """Return a mask of vertical stripes of equal width."""
    width = columns // len(colours)
    return np.concatenate([np.full((rows, width, 3), colour, "uint8") for colour in colours], axis=1)
