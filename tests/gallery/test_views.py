from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.selectors import pictures_newest
from imagetransfer.gallery.services import picture_share
from imagetransfer.jobs.models import Job

pytestmark = pytest.mark.django_db


def painted(state: str = Job.State.DONE) -> Job:
    job = Job(kind="online", algorithm="fast", lane="slow", width=64, height=48, state=state)
    job.preview.save("results/preview.jpg", ContentFile(b"a small painting"), save=False)
    job.result.save("results/result.jpg", ContentFile(b"a large painting"), save=False)
    job.save()
    return job


def test_an_empty_gallery_says_how_to_fill_it(client: Client) -> None:
    assert "Nothing is shared yet." in client.get("/gallery/").content.decode()


def test_sharing_shows_the_picture_in_the_gallery_under_its_title(client: Client) -> None:
    answer = client.post(f"/gallery/share/{painted().pk}/", {"title": "Sunday <by the sea>"})

    assert answer.headers["Location"] == "/gallery/"
    assert "Sunday &lt;by the sea&gt;" in client.get("/gallery/").content.decode()


def test_the_gallery_does_not_give_away_the_link_to_the_owners_photo(client: Client) -> None:
    picture = picture_share(job=painted(), title="Sunday")

    assert str(picture.job.pk) not in client.get("/gallery/").content.decode()


def test_a_shared_picture_is_shown_small_and_downloaded_large_under_its_title(client: Client) -> None:
    picture = picture_share(job=painted(), title="Sunday by the sea")

    small = client.get(f"/gallery/{picture.pk}/preview.jpg")
    large = client.get(f"/gallery/{picture.pk}/picture.jpg")

    assert b"".join(small) == b"a small painting"
    assert b"".join(large) == b"a large painting"
    assert large.headers["Content-Disposition"] == 'attachment; filename="sunday-by-the-sea.jpg"'


@pytest.mark.parametrize("title", ["", "   ", "x" * 81])
def test_a_missing_or_overlong_title_is_asked_for_again(client: Client, title: str) -> None:
    answer = client.post(f"/gallery/share/{painted().pk}/", {"title": title})

    assert answer.status_code == 400
    assert "Please" in answer.content.decode()
    assert not Picture.objects.exists()


def test_only_a_finished_picture_can_be_shared(client: Client) -> None:
    assert client.post(f"/gallery/share/{painted(Job.State.RUNNING).pk}/", {"title": "Early"}).status_code == 404
    assert client.post(f"/gallery/share/{uuid4()}/", {"title": "Nobody's"}).status_code == 404


def test_sharing_again_changes_the_title_only() -> None:
    job = painted()
    picture_share(job=job, title="Sunday")
    picture_share(job=job, title="Monday")

    assert [picture.title for picture in pictures_newest()] == ["Monday"]


def test_the_newest_pictures_come_first_and_old_ones_fall_off_the_page() -> None:
    for title in ("first", "second", "third"):
        picture_share(job=painted(), title=title)

    assert [picture.title for picture in pictures_newest(limit=2)] == ["third", "second"]


def test_deleting_a_job_takes_its_picture_out_of_the_gallery() -> None:
    job = painted()
    picture_share(job=job, title="Sunday")

    job.delete()

    assert not Picture.objects.exists()
