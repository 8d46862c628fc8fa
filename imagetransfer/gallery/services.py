"""Writing to the gallery: what people do with their own pictures, and their likes."""

from dataclasses import dataclass
from io import BytesIO

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.fields.files import FieldFile
from PIL import Image

from imagetransfer.gallery.files import PHOTO, PICTURE, file_open, file_write, files_delete
from imagetransfer.gallery.limits import check_allowed, check_likes
from imagetransfer.gallery.mails import picture_shared
from imagetransfer.gallery.models import Like, Picture, Tag
from imagetransfer.gallery.preparing import picture_announce
from imagetransfer.gallery.words import words_of
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.photos import every_style, photo_show
from imagetransfer.jobs.selectors import job_has_own_style, job_style
from imagetransfer.pictures.decoding import AcceptedPicture


@dataclass(frozen=True)
class Wording:
    """What the owner writes about a picture."""

    title: str
    author: str = ""
    licence: str = Picture.Licence.RESERVED
    tags: tuple[str, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True)
class Sharer:
    """Who shares: a browser, maybe an account, and the address as a keyed hash."""

    client: str = ""
    browser: str = ""
    owner_id: int | None = None


def picture_share(*, job: Job, wording: Wording, sharer: Sharer, with_photo: bool = False) -> Picture:
    """Show a finished job's result, and its photo if its owner wants that; raises `NotAllowed`.

    Everything is copied: the gallery's picture outlives the job. A job is shared once; a second time returns the
    same picture. A style that its owner brought is not told: its link is its owner's.
    """
    files = {PICTURE: _read(job.result)} | ({PHOTO: _read(job.content)} if with_photo else {})
    with Image.open(BytesIO(files[PICTURE]), formats=["JPEG"]) as result:
        width, height = result.size  # a slow job's result may be smaller than its photo
    style, is_told = job_style(job), not job_has_own_style(job)
    picture = Picture(
        job=job,
        method=job.algorithm,
        style=style.slug if style and is_told else "",
        parameters=job.parameters if is_told else {},
        width=width,
        height=height,
        with_photo=with_photo,
    )
    try:
        return _picture_create(picture, files, wording, sharer)
    except IntegrityError:
        return Picture.objects.get(job=job)


def picture_upload(*, upload: AcceptedPicture, wording: Wording, sharer: Sharer) -> Picture:
    """Show a picture that was made elsewhere; raises `NotAllowed`."""
    picture = Picture(method=Picture.Method.UPLOAD, width=upload.width, height=upload.height)
    return _picture_create(picture, {PICTURE: upload.data}, wording, sharer)


def picture_as_photo(picture: Picture, *, client: str) -> Job:
    """Have a copy of the picture shown in every style, as a photo that was chosen; raises `QueueFull`."""
    with file_open(picture.pk, PICTURE) as file:
        photo = AcceptedPicture(data=file.read(), width=picture.width, height=picture.height)
    return photo_show(photo=photo, slugs=every_style(), client=client)


def picture_edit(picture: Picture, *, wording: Wording) -> None:
    """Change what the owner wrote about the picture."""
    with transaction.atomic():
        _write_down(picture, wording)
        picture.save(update_fields=["title", "author", "licence", "sensitive", "words"])


def picture_delete(picture: Picture) -> None:
    """Delete the picture with everything that belongs to it; its files go once the row is gone for good."""
    pk = picture.pk
    with transaction.atomic():
        picture.delete()
        transaction.on_commit(lambda: files_delete(pk))


def picture_like(picture: Picture, *, browser: str, client: str) -> bool:
    """Count one browser's like once; False when it was counted before. Raises `NotAllowed`."""
    check_allowed(Like, client)
    check_likes(picture, browser=browser, client=client)
    try:
        with transaction.atomic():
            Like.objects.create(picture=picture, browser=browser, client=client)
            Picture.objects.filter(pk=picture.pk).update(likes=F("likes") + 1)
    except IntegrityError:
        return False
    return True


def picture_unlike(picture: Picture, *, browser: str) -> bool:
    """Take the browser's like back; False when there was none."""
    with transaction.atomic():
        deleted, _ = Like.objects.filter(picture=picture, browser=browser).delete()
        if deleted:
            Picture.objects.filter(pk=picture.pk).update(likes=F("likes") - 1)
    return bool(deleted)


def _picture_create(picture: Picture, files: dict[str, bytes], wording: Wording, sharer: Sharer) -> Picture:
    """Store files and row, and ask a worker for the thumbnails; all of it or nothing."""
    check_allowed(Picture, sharer.client)
    picture.client, picture.browser, picture.owner_id = sharer.client, sharer.browser, sharer.owner_id
    try:
        for name, content in files.items():
            file_write(picture.pk, name, content)
        with transaction.atomic():
            picture.save(force_insert=True)
            _write_down(picture, wording)
            picture.save()
            if picture.job:
                picture_shared(picture, picture.job)
            picture_announce(picture.pk)
    except BaseException:
        files_delete(picture.pk)
        raise
    return picture


def _write_down(picture: Picture, wording: Wording) -> None:
    picture.title, picture.author = wording.title, wording.author
    picture.licence, picture.sensitive = wording.licence, wording.sensitive
    picture.words = words_of(picture, wording.tags)
    Tag.objects.bulk_create([Tag(name=name) for name in wording.tags], ignore_conflicts=True)
    picture.tags.set(Tag.objects.filter(name__in=wording.tags))


def _read(file: FieldFile) -> bytes:
    with file.open() as opened:
        content: bytes = opened.read()
    return content
