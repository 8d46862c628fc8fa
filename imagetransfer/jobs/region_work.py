"""Regions of a custom job's two pictures: found by the scene parser, or read from masks in equal colours."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.db.models.fields.files import FieldFile

from imagetransfer.jobs.drafts import draft_regions
from imagetransfer.jobs.models import Job
from imagetransfer.pictures.decoding import encode, read_pixels, scaled

if TYPE_CHECKING:
    import numpy as np

    Regions = tuple[np.ndarray, np.ndarray]

PREVIEW_SIDE = 512  # pixels


def regions_show(job: Job) -> None:
    """Find a draft's regions and store them as two pictures, one colour for each."""
    from segmentation.overlay import colour_of
    from segmentation.parse import parse_pair

    found = parse_pair(read_array(job.content, PREVIEW_SIDE), read_array(job.style, PREVIEW_SIDE))
    colours = [colour_of(number) for number in range(len(found.names))]
    regions = [
        {"name": name, "colour": "#%02x%02x%02x" % colour}  # noqa: UP031 - three numbers at once
        for name, colour in zip(found.names, colours, strict=True)
    ]
    draft_regions(
        job=job, regions=regions, content=_coloured(found.content, colours), style=_coloured(found.style, colours)
    )


def regions_of(job: Job, content: np.ndarray, style: np.ndarray) -> Regions | None:
    """Return the regions as the job's owner wants them.

    Returns
    -------
    float32 arrays of shape (H, W, K) and (H', W', K), or None for whole pictures

    Raises
    ------
    ValueError
        In one plain sentence, if the masks cannot be used.
    """
    wanted = job.parameters.get("masks", "automatic")
    if wanted == "automatic":
        from segmentation.parse import parse_pair

        found = parse_pair(content, style)
        return found.content, found.style
    if wanted == "none":
        return None
    from algorithms.regions.matching import regions_from_colours

    return regions_from_colours(_read_mask(job.content_mask, content), _read_mask(job.style_mask, style))


def read_array(file: FieldFile, longest: int, *, enlarge: bool = False) -> np.ndarray:
    """Read a stored picture as float32 (H, W, 3) in [0, 1], its longer side at most `longest` pixels, or just that."""
    import numpy as np

    from algorithms.io.images import to_float

    with file.open() as opened:
        picture = read_pixels(BytesIO(opened.read()), longest)
    return to_float(np.asarray(scaled(picture, longest) if enlarge else picture))


def _read_mask(file: FieldFile, picture: np.ndarray) -> np.ndarray:
    """Read a mask as uint8 (H, W, 3) in its picture's size; no colours are mixed."""
    import numpy as np
    from PIL import Image

    height, width, _ = picture.shape
    with file.open() as opened:
        mask = read_pixels(BytesIO(opened.read()))
    return np.asarray(mask.resize((width, height), Image.Resampling.NEAREST))


def _coloured(regions: np.ndarray, colours: list[tuple[int, int, int]]) -> bytes:
    """Return a PNG file with each pixel in the colour of its region."""
    import numpy as np
    from PIL import Image

    return encode(Image.fromarray(np.array(colours, "uint8")[regions.argmax(axis=-1)]), "PNG")
