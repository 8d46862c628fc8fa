"""What workers do with a chosen photo: show it in every style, sheet after sheet, and try what somebody chose."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from algorithms.errors import UserError
from algorithms.styles.catalogue import WORKING_SIDE, Style, style
from algorithms.styles.options import painted_side
from imagetransfer.files import places
from imagetransfer.files.store import store, write
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.own_style_work import own_styles_here
from imagetransfer.jobs.photos import PAINTED, SHEET, size_in_a_style, try_name
from imagetransfer.jobs.region_work import groups_in
from imagetransfer.jobs.selectors import fast_options_in
from imagetransfer.jobs.work import JobLost, job_own
from imagetransfer.pictures.decoding import encode
from imagetransfer.pictures.pixels import read_pixels, scaled

if TYPE_CHECKING:
    from PIL import Image

logger = logging.getLogger(__name__)

QUALITY, EFFORT = 72, 1  # of WebP: more effort would take longer than the painting
MOST_TRIES = 200  # names of tries that the row keeps; the oldest are painted again


def photo_run(job: Job) -> None:
    """Do what is wanted of the photo until nothing is; a try comes before the next sheet.

    It raises `JobLost`, or at the end the error of the last try, which keeps no sheet from being made.
    """
    pictures = _pictures(job)
    refused: dict[str, UserError] = {}
    while not _is_finished(job, refused):
        wanted = job.parameters.get("try")
        name = try_name(wanted) if wanted else ""
        if wanted and name not in {*job.tries, *refused}:
            try:
                _try(job, wanted)
            except UserError as error:
                refused[name] = error
        else:
            _show_sheet(job, list(islice(pictures, SHEET)))


def _is_finished(job: Job, refused: Mapping[str, UserError]) -> bool:
    """Look what is wanted by now; the job waits, in the same transaction, if that is done.

    It raises `JobLost`, or the error of the try that is still wanted.
    """
    with transaction.atomic():
        row = job_own(job).select_for_update().first()
        if row is None:
            raise JobLost
        job.parameters, job.wall, job.tries = row.parameters, row.wall, row.tries
        wanted = job.parameters.get("try")
        name = try_name(wanted) if wanted else ""
        is_tried = not wanted or name in {*job.tries, *refused}
        if not is_tried or len(job.wall) < len(job.parameters["wall"]):
            return False
        if name in refused:
            raise refused[name]
        job_own(job).update(state=Job.State.DRAFT, attempts=0, progress=0.0, heartbeat=Now())
        return True


def _try(job: Job, wanted: dict[str, object]) -> None:
    """Paint the preview of some choices."""
    import numpy as np
    from PIL import Image

    from algorithms.stylize import preview_side, stylize

    options = fast_options_in(wanted)
    if options is None:
        raise UserError(_("This style is not offered any more; please choose another one."))
    painted = painted_side(max(job.width, job.height), options.kind, keep_size=bool(wanted.get("keep_size")))
    side = min(painted, preview_side(options) or WORKING_SIDE)
    with job.content.open() as file, own_styles_here(options.chosen()):
        photo = scaled(read_pixels(file, longest=side), side)
        picture = Image.fromarray(stylize(np.asarray(photo), options, parse=groups_in))
    picture.thumbnail((WORKING_SIDE, WORKING_SIDE))
    name = try_name(wanted)
    write(places.photo_try(job.pk, name), encode(picture, "JPEG", quality=90))
    _keep(job, tries=[*job.tries, name][-MOST_TRIES:])


def _show_sheet(job: Job, pictures: list[tuple[str, Image.Image]]) -> None:
    """Store the next pictures of the photo, one beside the other; a sheet is there whole before the row tells of it."""
    from PIL import Image

    width, height = pictures[0][1].size
    sheet = Image.new("RGB", (SHEET * width, height))
    for place, (_slug, picture) in enumerate(pictures):
        sheet.paste(picture, (place * width, 0))
    file = BytesIO()
    sheet.save(file, "WEBP", quality=QUALITY, method=EFFORT)
    store().save(places.photo_sheet(job.pk, len(job.wall) // SHEET), ContentFile(file.getvalue()))
    slugs = [*job.wall, *(slug for slug, _picture in pictures)]
    _keep(job, wall=slugs, progress=len(slugs) / len(job.parameters["wall"]))


def _keep(job: Job, **made: object) -> None:
    """Tell in the row what is there by now; raises `JobLost`."""
    if not job_own(job).update(**made, heartbeat=Now()):
        raise JobLost


def _pictures(job: Job) -> Iterator[tuple[str, Image.Image]]:
    """Yield slug and picture of each style that no sheet shows yet; of one that is gone or damaged "" and the photo."""
    import numpy as np
    from PIL import Image

    from algorithms.wall import in_every_style

    with job.content.open() as file:
        photo = scaled(read_pixels(file, longest=PAINTED), PAINTED)
    size = size_in_a_style(job)
    found = [_style(slug) for slug in job.parameters["wall"][len(job.wall) :]]
    styles = [each for each in found if each]
    with own_styles_here(styles):
        pictures = in_every_style(np.asarray(photo), styles, groups_in)
        for each in found:
            picture = next(pictures) if each else None
            shown = photo if picture is None else Image.fromarray(picture)
            yield each.slug if each and picture is not None else "", shown.resize(size, Image.Resampling.LANCZOS)


def _style(slug: str) -> Style | None:
    """Return a style, or None for one that was taken away since the photo was chosen."""
    try:
        return style(slug)
    except KeyError:
        logger.warning("The style %s is not there any more.", slug)
        return None
