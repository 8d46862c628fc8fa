"""The accuracy of a parser over scenes: its confusion matrix, intersections over unions, a drawing of the matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from algorithms.io.atomic_file import atomic_write
from algorithms.regions.scene_groups import UNLABELLED
from segmentation.compiled_parser import CompiledParser
from segmentation.labels import LABELS
from segmentation.parse import parse_labels
from segmentation.scenes import Scene, read_scene

COUNTS = 0.01  # share of the pixels above which a label counts in the mean


@dataclass(frozen=True)
class Confusion:
    """The confusion matrix: numbers of pixels by their true label (rows) and by the parser's label (columns).

    Attributes
    ----------
    counts : int64 array of shape (labels, labels)
    """

    counts: np.ndarray

    @property
    def pixel_accuracy(self) -> float:
        """The share of correct pixels among the labelled ones."""
        return float(np.trace(self.counts) / max(1, self.counts.sum()))

    @property
    def shares(self) -> np.ndarray:
        """Each label's share of the labelled pixels: float64 (labels,)."""
        return self.counts.sum(axis=1) / max(1, self.counts.sum())

    @property
    def iou(self) -> np.ndarray:
        """Each label's intersection over union: float64 (labels,), NaN for a label in no mask and no answer."""
        right = np.diag(self.counts).astype("float64")
        union = self.counts.sum(axis=0) + self.counts.sum(axis=1) - right
        return np.divide(right, union, out=np.full_like(right, np.nan), where=union > 0)

    @property
    def mean_iou(self) -> float:
        """The mean over the labels with more than 1 % of the pixels."""
        frequent = self.shares > COUNTS
        return float(self.iou[frequent].mean()) if frequent.any() else float("nan")

    def table(self) -> str:
        """Return a text of one line each for the accuracy, every label in the masks, and the mean."""
        names = LABELS[len(self.counts)]
        lines = [
            f"{name:<20} IoU {iou:.3f}, {share:.1%} of the pixels"
            for name, iou, share in zip(names, self.iou, self.shares, strict=True)
            if share > 0
        ]
        mean = f"mean IoU {self.mean_iou:.3f} (labels with over {COUNTS:.0%} of the pixels)"
        return "\n".join([f"pixel accuracy {self.pixel_accuracy:.3f}", *lines, mean])


def evaluate(parser: CompiledParser, scenes: Iterable[Scene]) -> Confusion:
    """Compare the results of `parse` with the masks of scenes.

    Raises
    ------
    UserError
        If a scene cannot be read.
    """
    n = parser.labels
    counts = np.zeros((n, n), "int64")
    for scene in scenes:
        photo, mask = read_scene(scene, n)
        found = parse_labels(photo, parser).argmax(axis=-1)
        labelled = mask != UNLABELLED
        pairs = mask[labelled].astype("int64") * n + found[labelled]
        counts += np.bincount(pairs, minlength=n * n).reshape(n, n)
    return Confusion(counts)


def draw_confusion(path: Path, confusion: Confusion) -> None:
    """Draw the confusion matrix to a .png, as shares of each true label's pixels."""
    from matplotlib.figure import Figure  # without pyplot, which keeps figures and looks for a screen

    rows = confusion.counts.sum(axis=1, keepdims=True)
    shown = np.flatnonzero(rows[:, 0])
    names = [LABELS[len(rows)][label] for label in shown]
    shares = (confusion.counts / np.maximum(rows, 1))[np.ix_(shown, shown)]
    size = max(6.0, 0.6 * len(shown))
    figure = Figure(figsize=(size, size), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0)
    axes.set_xticks(range(len(shown)), names, rotation=90)
    axes.set_yticks(range(len(shown)), names)
    axes.set(xlabel="taken for", ylabel="is")
    for (row, column), share in np.ndenumerate(shares):
        if share >= 0.005:
            axes.text(column, row, f"{share:.0%}", ha="center", va="center", color="white" if share > 0.5 else "black")
    with atomic_write(path) as file:
        figure.savefig(file, format="png")
