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

    Photographs are first shrunk to four times a crop's side, so that a crop of a camera's still shows something.

    Parameters
    ----------
    places : paths of folders or single files

    Raises
    ------
    OSError
        With one plain sentence, if a folder holds no picture.
    """

    def __init__(self, places: list[Path], *, batch: int, side: int, rows: int = 1, seed: int = 0) -> None:
        self.files = [file for place in places for file in ([place] if place.is_file() else image_files(place))]
        self.batch, self.side, self.rows, self.seed = batch, side, rows, seed

    def batch_of(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Photographs float32 (batch, side, side, 3) in [0, 1], and int32 (batch,) below `rows`: the style of each."""
        random = np.random.default_rng((self.seed, step))
        picks = random.integers(len(self.files), size=self.batch)
        crops = [random_crop(read_image(self.files[pick], 4 * self.side), self.side, random) for pick in picks]
        return np.stack(crops), random.integers(self.rows, size=self.batch).astype("int32")
