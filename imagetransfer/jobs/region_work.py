"""Regions of a custom job's two pictures, found by the scene parser or read from masks; and of a photo for a light."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from django.db.models.fields.files import FieldFile

from imagetransfer.jobs.drafts import draft_regions
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import draft_claim_next
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels, scaled

if TYPE_CHECKING:
    import numpy as np

    from segmentation.parse import PairRegions

    Regions = tuple[np.ndarray, np.ndarray]

logger = logging.getLogger(__name__)

PREVIEW_SIDE = 512  # pixels


def regions_find() -> None:
    """Show the owner of the draft whose turn it is which regions would be used; the job works without that, too."""
    job = draft_claim_next()
    try:
        if job:
            regions_show(job)
    except Exception:
        logger.exception("The regions of job %s could not be found.", job and job.pk)


def regions_show(job: Job) -> None:
    """Find a draft's regions and store them as two pictures, one colour for each."""
    from segmentation.overlay import colour_of

    found = _found(job)
    colours = [colour_of(number) for number in range(len(found.names))]
    regions = [
        {"name": name, "colour": "#%02x%02x%02x" % colour}  # noqa: UP031 - three numbers at once
        for name, colour in zip(found.names, colours, strict=True)
    ]
    draft_regions(
        job=job, regions=regions, content=_coloured(found.content, colours), style=_coloured(found.style, colours)
    )


def regions_of(job: Job, content: np.ndarray, style: np.ndarray) -> Regions | None:
    """Return the regions as the job's owner wants them: found ones are those that the draft showed.

    Returns
    -------
    float32 arrays of shape (H, W, K) and (H', W', K), or None for whole pictures

    Raises
    ------
    UserError
        If the masks cannot be used.
    """
    from algorithms.regions.from_masks import drawn_regions
    from algorithms.regions.resizing import fit_regions

    wanted = job.parameters.get("masks", "automatic")
    if wanted == "none":
        return None
    if wanted == "automatic":
        found = _found(job)
        return fit_regions(found.content, *content.shape[:2]), fit_regions(found.style, *style.shape[:2])
    return drawn_regions(content, style, _read_mask(job.content_mask), _read_mask(job.style_mask))


def _found(job: Job) -> PairRegions:
    """Find the regions of a job's pictures: the same each time, because the copies that are looked at are the same."""
    from segmentation.parse import parse_pair

    return parse_pair(read_array(job.content, PREVIEW_SIDE), read_array(job.style, PREVIEW_SIDE))


def read_array(file: FieldFile, longest: int, *, enlarge: bool = False) -> np.ndarray:
    """Read a stored picture as float32 (H, W, 3) in [0, 1], its longer side at most `longest` pixels, or just that."""
    import numpy as np

    from algorithms.io.images import to_float

    with file.open() as opened:
        picture = read_pixels(BytesIO(opened.read()), longest)
    return to_float(np.asarray(scaled(picture, longest) if enlarge else picture))


def _read_mask(file: FieldFile) -> np.ndarray:
    """Read a mask as uint8 (H, W, 3)."""
    import numpy as np

    with file.open() as opened:
        return np.asarray(read_pixels(BytesIO(opened.read())))


def _coloured(regions: np.ndarray, colours: list[tuple[int, int, int]]) -> bytes:
    """Return a PNG file with each pixel in the colour of its region."""
    import numpy as np
    from PIL import Image

    return encode(Image.fromarray(np.array(colours, "uint8")[regions.argmax(axis=-1)]), "PNG")


def groups_in(photo: np.ndarray) -> np.ndarray:
    """Tell what is where in a photo, for a light; the parser is loaded by the first light that asks."""
    from segmentation.parse import parse

    return parse(photo)
