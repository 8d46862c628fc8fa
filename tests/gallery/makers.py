"""Pictures for the tests of the gallery."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from algorithms.styles.catalogue import styles_of
from imagetransfer.gallery.files import file_open
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.services import Sharer, Wording, picture_share
from imagetransfer.gallery.tasks import picture_prepare
from imagetransfer.jobs.models import Job

STYLE, OTHER = styles_of("painting")[:2]


def jpeg(width: int = 64, height: int = 48) -> bytes:
    buffer = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def painted(state: str = Job.State.DONE, **values: Any) -> Job:
    given = {"kind": "online", "algorithm": "fast", "lane": "full_size", "parameters": {"style": STYLE.slug}} | values
    job = Job(width=64, height=48, state=state, **given)
    job.content.save(f"uploads/{job.pk}.jpg", ContentFile(jpeg()), save=False)
    job.preview.save(f"results/{job.pk}-preview.jpg", ContentFile(jpeg()), save=False)
    job.result.save(f"results/{job.pk}.jpg", ContentFile(jpeg()), save=False)
    job.save()
    return job


def new_picture(title: str = "Sunday", *, job: Job | None = None, with_photo: bool = False, **values: Any) -> Picture:
    """Share a picture as `Wording` and `Sharer` have it; no worker has seen it yet."""
    sharer = Sharer(**{name: values.pop(name) for name in ("client", "browser", "owner_id") if name in values})
    wording = Wording(title=title, **values)
    return picture_share(job=job or painted(), wording=wording, sharer=sharer, with_photo=with_photo)


def shared(title: str = "Sunday", **values: Any) -> Picture:
    """Share a picture and let a worker prepare it."""
    picture = new_picture(title, **values)
    picture_prepare(str(picture.pk))
    picture.refresh_from_db()
    return picture


def rows(count: int, **values: Any) -> list[Picture]:
    """Make public pictures without files."""
    given = {"method": "fast", "style": STYLE.slug, "width": 60, "height": 40, "state": "published"} | values
    return Picture.objects.bulk_create([Picture(**{"title": f"Picture {number}"} | given) for number in range(count)])


def size_of(picture: Picture, name: str) -> tuple[int, int]:
    """Return the pixels of one of its files."""
    with file_open(picture.pk, name) as file, Image.open(file) as opened:
        return opened.size
