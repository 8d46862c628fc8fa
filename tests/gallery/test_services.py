"""Sharing, editing, deleting and liking."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from imagetransfer.gallery import limits, services
from imagetransfer.gallery.limits import NotAllowed
from imagetransfer.gallery.models import Block, Like, Picture, Tag
from imagetransfer.gallery.services import Sharer, Wording, picture_delete, picture_edit, picture_like, picture_unlike
from imagetransfer.gallery.tasks import picture_prepare
from imagetransfer.jobs.models import Job
from tests.gallery.makers import STYLE, new_picture, painted, shared, size_of
from tests.jobs.makers import photo, stored_files

pytestmark = pytest.mark.django_db


def test_a_shared_picture_keeps_what_it_needs_when_its_job_is_deleted() -> None:
    job = painted()
    picture = shared(job=job, with_photo=True)

    job.delete()
    picture.refresh_from_db()

    assert (picture.job, picture.style, picture.method) == (None, STYLE.slug, "fast")
    assert size_of(picture, "picture.jpg") == (64, 48)


def test_a_picture_is_public_once_the_worker_made_its_thumbnails(settings: Settings) -> None:
    picture = new_picture(with_photo=True)
    assert picture.state == Picture.State.PREPARING

    picture_prepare(str(picture.pk))

    picture.refresh_from_db()
    assert picture.state == Picture.State.PUBLISHED
    names = {Path(name).name for name in stored_files(settings.MEDIA_ROOT / "gallery")}
    thumbnails = {f"{prefix}320.{suffix}" for prefix in ("", "photo-") for suffix in ("webp", "jpg")}
    assert names == thumbnails | {"picture.jpg", "photo.jpg"}


def test_preparing_twice_does_not_bring_back_what_a_moderator_hid() -> None:
    picture = shared()
    Picture.objects.update(state=Picture.State.HIDDEN)

    picture_prepare(str(picture.pk))

    assert Picture.objects.get().state == Picture.State.HIDDEN


def test_where_the_site_wants_approval_new_pictures_wait(settings: Settings) -> None:
    settings.GALLERY_APPROVAL = True

    assert shared().state == Picture.State.HELD


def test_the_size_is_that_of_the_result_not_of_the_photo() -> None:
    job = painted()
    Job.objects.update(width=4000, height=3000)
    job.refresh_from_db()

    picture = new_picture(job=job)

    assert (picture.width, picture.height) == (64, 48)


def test_a_job_is_shared_once() -> None:
    job = painted()

    assert new_picture("Sunday", job=job) == new_picture("Monday", job=job)
    assert Picture.objects.get().title == "Sunday"


def test_without_consent_the_photo_is_not_even_copied(settings: Settings) -> None:
    shared(with_photo=False)

    assert not [name for name in stored_files(settings.MEDIA_ROOT / "gallery") if "photo" in name]


def test_a_failed_sharing_leaves_nothing_behind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **options: Any) -> None:
        raise RuntimeError("no queue")

    monkeypatch.setattr(services, "picture_announce", broken)

    with pytest.raises(RuntimeError):
        services.picture_upload(upload=photo(), wording=Wording(title="Sunday"), sharer=Sharer())

    assert not Picture.objects.exists()
    assert stored_files(settings.MEDIA_ROOT / "gallery") == set()


def test_editing_changes_the_words_and_what_the_search_finds() -> None:
    picture = shared("Sunday", tags=("sea",))

    picture_edit(picture, wording=Wording(title="Monday", author="Ada", licence="cc0", tags=("city", "sea")))

    picture.refresh_from_db()
    assert (picture.title, picture.author, picture.licence) == ("Monday", "Ada", "cc0")
    assert "monday ada city sea" in picture.words
    assert sorted(picture.tags.values_list("name", flat=True)) == ["city", "sea"]


@pytest.mark.django_db(transaction=True)
def test_deleting_takes_every_file_and_row_along(settings: Settings) -> None:
    picture = shared(with_photo=True, tags=("sea",))
    picture_like(picture, browser="a", client="c")

    picture_delete(picture)

    assert not Picture.objects.exists()
    assert not Like.objects.exists()
    assert Tag.objects.count() == 1
    assert stored_files(settings.MEDIA_ROOT / "gallery") == set()


def test_a_browser_is_counted_once_and_may_take_its_like_back() -> None:
    picture = shared()

    assert [picture_like(picture, browser=browser, client="c") for browser in "aab"] == [True, False, True]
    assert Picture.objects.get().likes == 2
    assert [picture_unlike(picture, browser="a"), picture_unlike(picture, browser="a")] == [True, False]
    assert Picture.objects.get().likes == 1


def test_a_blocked_client_may_not_share_or_like() -> None:
    picture = shared()
    Block.objects.create(client="rude")

    with pytest.raises(NotAllowed) as refused:
        new_picture(client="rude")
    assert refused.value.status == 403
    with pytest.raises(NotAllowed):
        picture_like(picture, browser="a", client="rude")


def test_one_client_may_share_so_much_within_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.PER_HOUR, Picture, 2)
    for _ in range(2):
        new_picture(client="busy")

    with pytest.raises(NotAllowed) as refused:
        new_picture(client="busy")
    assert refused.value.status == 429
    assert new_picture(client="other")


def test_a_picture_of_ones_own_is_shared_as_it_is() -> None:
    picture = services.picture_upload(upload=photo(70, 50), wording=Wording(title="Mine"), sharer=Sharer(browser="b"))

    assert (picture.method, picture.style, picture.width, picture.browser) == ("upload", "", 70, "b")
    assert size_of(picture, "picture.jpg") == (70, 50)
