"""Random crops of folders of photographs, the same for the same seed."""

from pathlib import Path

import numpy as np

from algorithms.io.images import image_files, random_crop, read_image

_EXAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "motorcycle_left.png", "rocket.jpg")


def example_photographs() -> list[Path]:
    """Return the colour photographs that scikit-image carries: a person, a cat, a table, a workshop, a landscape."""
    import skimage

    return [Path(skimage.__file__).parent / "data" / name for name in _EXAMPLES]


class RandomCrops:
    """Batches of random square crops; batch `step` depends only on the seed and `step`, so that training can resume.

    Photographs are first shrunk to four times a crop's side, so that a crop of a large photograph shows whole things.

    Parameters
    ----------
    places : paths of folders or single files
    batch : int
        Crops in a batch.
    side : int
        Height and width of a crop in pixels.
    rows : int
        The number of styles.

    Raises
    ------
    UserError
        If a folder holds no picture.
    """

    def __init__(self, places: list[Path], *, batch: int, side: int, rows: int = 1, seed: int = 0) -> None:
        self.files = [file for place in places for file in ([place] if place.is_file() else image_files(place))]
        self.batch, self.side, self.rows, self.seed = batch, side, rows, seed

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Draw the batch of one step.

        Returns
        -------
        crops : float32 array of shape (batch, side, side, 3)
            RGB in [0, 1]; an enlarged photograph may overshoot a little.
        styles : int32 array of shape (batch,)
            The number of each crop's style, below `rows`.

        Raises
        ------
        UserError
            If a photograph cannot be read.
        """
        random = np.random.default_rng((self.seed, step))
        picks = random.integers(len(self.files), size=self.batch)
        crops = [random_crop(read_image(self.files[pick], 4 * self.side), self.side, random) for pick in picks]
        return np.stack(crops), random.integers(self.rows, size=self.batch).astype("int32")
