"""Examples: photographs, what a painter made of them, and the numbers of their styles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from algorithms.errors import FileError
from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import to_uint8
from algorithms.training.crops import RandomCrops

FILE = 56  # examples in one


class Examples:
    """Random squares of a folder's examples; batch `step` depends only on the seed and `step`.

    Parameters
    ----------
    folder : path
        Of .npz files with uint8 arrays `photo` and `painted` of shape (N, H, W, 3) and `row` of shape (N,).

    Raises
    ------
    FileError
        If there is none.
    """

    def __init__(self, folder: Path, *, batch: int, side: int, seed: int = 0) -> None:
        files = sorted(folder.glob("*.npz"))
        if not files:
            raise FileError(f"There are no examples (.npz) in {folder}; paint some first.")
        parts = [np.load(file, allow_pickle=False) for file in files]
        self.photos, self.painted, self.rows = (
            np.concatenate([part[name] for part in parts]) for name in ("photo", "painted", "row")
        )
        self.batch, self.side, self.seed = batch, side, seed

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Photos and paintings, float32 (batch, side, side, 3) in [0, 1], and int32 (batch,): the style of each."""
        random = np.random.default_rng((self.seed, step))
        picks = random.integers(len(self.rows), size=self.batch)
        height, width = (length - self.side + 1 for length in self.photos.shape[1:3])
        windows = [
            (pick, slice(top, top + self.side), slice(left, left + self.side))
            for pick, top, left in zip(
                picks, random.integers(height, size=self.batch), random.integers(width, size=self.batch), strict=True
            )
        ]
        photos, painted = (
            np.stack([pictures[window] for window in windows]).astype("float32") / 255.0
            for pictures in (self.photos, self.painted)
        )
        return photos, self.rows[picks].astype("int32"), painted


def paint_examples(
    folder: Path,
    paint: Callable[[np.ndarray, int], np.ndarray],
    photos: list[Path],
    *,
    count: int,
    side: int,
    rows: int,
    seed: int = 0,
) -> Iterator[int]:
    """Paint random squares of photographs in all styles in turn, and write them; yield how many there are so far.

    Parameters
    ----------
    paint : function of a float32 (side, side, 3) photo in [0, 1] and a row
    count : int
        How many; rounded up to whole files of `FILE`. Files that are there already are left as they are.
    """
    for number in range(-(-count // FILE)):
        path = folder / f"{number:03}.npz"
        if not path.exists():
            crops, _ = RandomCrops(photos, batch=FILE, side=side, seed=seed).batch_of(number)
            styles = (number * FILE + np.arange(FILE)) % rows
            painted = [to_uint8(paint(crop, row)) for crop, row in zip(crops, styles.tolist(), strict=True)]
            with atomic_write(path) as file:
                np.savez(file, photo=to_uint8(crops), painted=np.stack(painted), row=styles)
        yield (number + 1) * FILE
