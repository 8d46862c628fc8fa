"""Random crops of folders of photographs, the same for the same seed."""

from pathlib import Path

import numpy as np

from algorithms.images import image_files, random_crop, read_image


class RandomCrops:
    """Batches of random square crops; batch `step` depends only on the seed and `step`, so that training can resume.

    Photographs are first shrunk to four times a crop's side, so that a crop of a camera's still shows something.

    Raises
    ------
    OSError
        With one plain sentence, if a folder holds no picture.
    """

    def __init__(self, folders: list[Path], *, batch: int, side: int, rows: int = 1, seed: int = 0) -> None:
        self.files = [file for folder in folders for file in image_files(folder)]
        self.batch, self.side, self.rows, self.seed = batch, side, rows, seed

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Photographs float32 (batch, side, side, 3) in [0, 1], and int32 (batch,) below `rows`: the style of each."""
        random = np.random.default_rng((self.seed, step))
        picks = random.integers(len(self.files), size=self.batch)
        crops = [random_crop(read_image(self.files[pick], 4 * self.side), self.side, random) for pick in picks]
        return np.stack(crops), random.integers(self.rows, size=self.batch).astype("int32")
