"""Pictures as float32 arrays in [0, 1]: files, sizes, crops."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from algorithms.errors import UserError

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def image_files(folder: Path) -> list[Path]:
    """Return the pictures directly in a folder, sorted by name.

    Raises
    ------
    UserError
        If there is none.
    """
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in IMAGE_SUFFIXES)
    if not files:
        raise UserError(f"There are no pictures ({', '.join(IMAGE_SUFFIXES)}) in {folder}.")
    return files


def read_image(path: Path, longest: int | None = None) -> np.ndarray:
    """Read a picture upright, such as a training picture; uploads are read by `imagetransfer.pictures` instead.

    Parameters
    ----------
    longest : int, optional
        The longer side of a larger picture is shrunk to this many pixels.

    Returns
    -------
    float32 array of shape (H, W, 3)
        RGB in [0, 1].

    Raises
    ------
    UserError
        If the file is missing or damaged.
    """
    try:
        with Image.open(path) as file:
            if longest is not None:
                file.draft("RGB", (longest, longest))
            picture = ImageOps.exif_transpose(file).convert("RGB")
    except FileNotFoundError as error:
        raise UserError(f"There is no picture {path}; check the path.") from error
    except (OSError, SyntaxError, ValueError) as error:  # the exceptions of Pillow's readers
        raise UserError(f"The picture {path} cannot be read; remove it or save it anew.") from error
    if longest is not None and max(picture.size) > longest:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return to_float(np.asarray(picture))


def to_float(pixels: np.ndarray) -> np.ndarray:
    """Convert uint8 in 0…255, of any shape, to float32 in [0, 1]."""
    return pixels.astype("float32") / 255.0


def to_uint8(image: np.ndarray) -> np.ndarray:
    """Clip floats of any shape to [0, 1], and convert them to uint8 in 0…255, rounded to nearest."""
    return (np.clip(image, 0.0, 1.0) * 255.0 + 0.5).astype("uint8")


def resize(
    image: np.ndarray, height: int, width: int, box: tuple[float, float, float, float] | None = None
) -> np.ndarray:
    """Resample a picture with an antialiased Lanczos filter.

    Parameters
    ----------
    image : float32 array of shape (H, W, C)
    box : (left, top, right, bottom) in pixels of `image`, optional
        The part to resample; the whole picture if omitted.

    Returns
    -------
    float32 array of shape (height, width, C)
        Not clipped: the filter overshoots the range at edges. The picture itself if the size stays.
    """
    if box is None and image.shape[:2] == (height, width):
        return image
    planes = [
        np.asarray(Image.fromarray(np.ascontiguousarray(plane)).resize((width, height), Image.Resampling.LANCZOS, box))
        for plane in np.moveaxis(np.asarray(image, "float32"), -1, 0)
    ]
    return np.stack(planes, axis=-1)


def fit_within(height: int, width: int, longest: int) -> tuple[int, int]:
    """Return the size of a picture shrunk, never enlarged, so that its longer side is at most `longest`."""
    scale = min(1.0, longest / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def random_crop(image: np.ndarray, side: int, random: np.random.Generator) -> np.ndarray:
    """Cut a random square out of a picture, mirrored half of the time; a smaller picture is enlarged first.

    Parameters
    ----------
    image : float32 array of shape (H, W, C)

    Returns
    -------
    float32 array of shape (side, side, C)
        Not clipped after an enlargement.
    """
    height, width, _ = image.shape
    if min(height, width) < side:
        scale = side / min(height, width)
        image = resize(image, max(side, round(height * scale)), max(side, round(width * scale)))
        height, width, _ = image.shape
    top = random.integers(height - side + 1)
    left = random.integers(width - side + 1)
    crop = image[top : top + side, left : left + side]
    return crop[:, ::-1] if random.random() < 0.5 else crop


def averaged(picture: np.ndarray, by: int) -> np.ndarray:
    """Average squares of `by` × `by` pixels of a float32 (H, W, C); what is left at two borders is left out.

    The rows are added first, which is several times faster than a mean over both axes.
    """
    rows, columns, channels = picture.shape[0] // by, picture.shape[1] // by, picture.shape[2]
    cut = picture[: rows * by, : columns * by].reshape(rows, by, columns * by * channels)
    pixels = np.add.reduce([cut[:, place] for place in range(by)]).reshape(rows, columns, by, channels)
    mean: np.ndarray = np.add.reduce([pixels[:, :, place] for place in range(by)]) / np.float32(by**2)
    return mean
