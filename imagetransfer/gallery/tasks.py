"""What a worker does for the gallery: the thumbnails, once per picture."""

from uuid import UUID

from imagetransfer.gallery.files import PHOTO, PICTURE, file_open, file_write
from imagetransfer.gallery.preparing import picture_admit, picture_begin
from imagetransfer.gallery.thumbnails import SIDES, thumbnails_of
from imagetransfer.pictures.pixels import read_pixels


def picture_prepare(pk: str) -> None:
    """Make a new picture's thumbnails and let it into the gallery; a second message finds nothing to do."""
    picture = picture_begin(pk)
    if picture is None:
        return
    _thumbnails_write(picture.pk, PICTURE, prefix="")
    if picture.with_photo:
        _thumbnails_write(picture.pk, PHOTO, prefix="photo-")
    picture_admit(picture)


def _thumbnails_write(pk: UUID, name: str, prefix: str) -> None:
    with file_open(pk, name) as file:
        pixels = read_pixels(file, longest=2 * SIDES[-1])  # the decoder halves large pictures on the way
    for thumbnail, content in thumbnails_of(pixels).items():
        file_write(pk, f"{prefix}{thumbnail}", content)
