"""Whole photographs, squeezed into squares, each of them once in an epoch: as the thesis trains its painter."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from algorithms.io.images import image_files, read_image, resize


class WholePhotos:
    """Batches of whole photographs; batch `step` depends only on the seed and `step`, so that training can resume.

    Parameters
    ----------
    folders : paths
    batch : int
        Photographs in a batch.
    side : int
        Height and width in pixels that each photograph gets.
    rows : int
        The number of styles.

    Raises
    ------
    UserError
        If a folder holds no picture.
    """

    def __init__(self, folders: Sequence[Path], *, batch: int, side: int, rows: int, seed: int) -> None:
        self.files = [file for folder in folders for file in image_files(folder)]
        self.batch, self.side, self.rows, self.seed = batch, side, rows, seed

    def __len__(self) -> int:
        return len(self.files)

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Return photographs, float32 (batch, side, side, 3) in [0, 1], and a style's row for each, int32 (batch,).

        Raises
        ------
        UserError
            If a photograph cannot be read.
        """
        files = [self._file(place) for place in range(step * self.batch, (step + 1) * self.batch)]
        squares = [resize(read_image(file, 2 * self.side), self.side, self.side) for file in files]
        rows = np.random.default_rng((self.seed, 1, step)).integers(self.rows, size=self.batch)
        return np.clip(np.stack(squares), 0.0, 1.0), rows.astype("int32")

    def _file(self, place: int) -> Path:
        """Return the file at a place in the order of all epochs, each of which has an order of its own."""
        epoch, number = divmod(place, len(self.files))
        return self.files[np.random.default_rng((self.seed, 0, epoch)).permutation(len(self.files))[number]]
