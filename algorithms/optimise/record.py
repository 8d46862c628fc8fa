"""The record of a run beside its result: curves of the losses, contact sheets, grids of labelled pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import fit_within, resize, to_float

NAMES = (
    "style",
    "tv",
    "content",
    "affine",
    "light",
    "total",
    "loss",
)  # the first in the order of the thesis's figure 3.1
LABEL_HEIGHT = 20  # pixels


def plot_losses(path: Path, steps: Sequence[int], losses: Sequence[Mapping[str, float]]) -> None:
    """Draw the losses that there are over the steps to a .png, as the thesis's figure 3.1 does.

    Parameters
    ----------
    steps : sequence of int
    losses : sequence of dict of name to float
        One for each step, with names of `NAMES`. An axis is logarithmic where all losses of the run are above 0.
    """
    from matplotlib.figure import Figure  # without pyplot, which keeps figures and looks for a screen

    figure = Figure(figsize=(9, 6), layout="constrained")
    names = [name for name in NAMES if name in losses[0]]
    rows = -(-len(names) // 2)
    for place, name in enumerate(names, 1):
        axes = figure.add_subplot(rows, 2, place)
        axes.plot(steps, [each[name] for each in losses])
        axes.set(title=name, xlabel="step")
        if all(each[name] > 0 for each in losses):
            axes.set_yscale("log")
    with atomic_write(path) as file:
        figure.savefig(file, format="png")


def for_sheet(picture: np.ndarray, longest: int) -> np.ndarray:
    """Return a picture clipped to [0, 1] and shrunk so that its longer side has at most `longest` pixels."""
    height, width, _ = picture.shape
    return np.clip(resize(picture, *fit_within(height, width, longest)), 0.0, 1.0)


def contact_sheet(pictures: Sequence[np.ndarray], columns: int = 4) -> np.ndarray:
    """Lay pictures out in rows, each resized to the size of the last one; empty places are white.

    Parameters
    ----------
    pictures : float32 arrays of shape (h, w, 3)
        RGB in [0, 1], at least one.

    Returns
    -------
    float32 array of shape (H, W, 3) in [0, 1]
    """
    height, width, _ = pictures[-1].shape
    columns = min(columns, len(pictures))
    cells = [np.clip(resize(picture, height, width), 0.0, 1.0) for picture in pictures]
    cells += [np.ones_like(cells[0])] * (-len(cells) % columns)
    rows = [np.concatenate(cells[row : row + columns], axis=1) for row in range(0, len(cells), columns)]
    return np.concatenate(rows)


def labelled_grid(rows: Sequence[Sequence[tuple[str, np.ndarray]]]) -> np.ndarray:
    """Lay out rows of (label, picture), all pictures of one size, each under its label: float32 (H, W, 3) in [0, 1]."""
    return np.concatenate([np.concatenate([_labelled(*cell) for cell in row], axis=1) for row in rows])


def _labelled(label: str, picture: np.ndarray) -> np.ndarray:
    strip = Image.new("RGB", (picture.shape[1], LABEL_HEIGHT), "white")
    ImageDraw.Draw(strip).text((3, 2), label, fill="black", font_size=LABEL_HEIGHT - 8)
    return np.concatenate([to_float(np.asarray(strip)), np.clip(picture, 0.0, 1.0)])
