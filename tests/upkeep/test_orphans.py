"""Files whose row is gone are found, of every kind and in both stores; nothing else is touched."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from imagetransfer.api.models import Upload
from imagetransfer.api.services import upload_create
from imagetransfer.files import places
from imagetransfer.files.store import store, write
from imagetransfer.gallery.files import files_delete
from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import AddedStyle, OwnStyle
from imagetransfer.styles.services import style_add
from imagetransfer.upkeep import orphans
from imagetransfer.upkeep.orphans import orphans_delete
from tests.gallery.makers import shared
from tests.jobs.makers import draft, photo
from tests.styles.makers import own_style

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_store")]


@pytest.fixture
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for an old one."""
    monkeypatch.setattr(orphans, "GRACE", timedelta(minutes=-1))


def everything() -> set[str]:
    return {file.name for folder in places.OWNED for file in store().listing(folder)}


def one_of_each_kind() -> set[str]:
    """Make rows with files and return the files' names."""
    before = everything()
    draft("gatys")
    upload_create(picture=photo())
    shared(with_photo=True)
    style_add(title=f"Blue dog {uuid4().hex[:6]}", artist="Ada", year="1911", source="", picture=photo())
    write(places.own_style_params(own_style().slug), b"learnt")
    return everything() - before


@pytest.mark.usefixtures("no_grace")
def test_files_of_every_kind_go_when_their_row_is_gone_and_all_others_stay() -> None:
    gone = one_of_each_kind()
    for model in (Picture, Upload, AddedStyle, OwnStyle, Job):
        model._default_manager.all().delete()
    kept = one_of_each_kind()
    assert {name.partition("/")[0] for name in gone} == {"uploads", "results", "gallery", "style-pictures"}

    orphans_delete()

    assert everything() == kept


def test_a_file_that_is_just_being_written_stays() -> None:
    names = one_of_each_kind()
    for model in (Picture, Upload, AddedStyle, OwnStyle, Job):
        model._default_manager.all().delete()

    orphans_delete()

    assert everything() == names


@pytest.mark.usefixtures("no_grace")
def test_files_that_are_none_of_ours_stay() -> None:
    names = {
        "uploads/notes.txt",
        "uploads/api-notes.txt",
        f"results/{'-' * 36}.jpg",
        "gallery/README",
        "gallery/ab/notes/x.jpg",
    }
    for name in names:
        write(name, b"bytes")

    orphans_delete()

    assert everything() == names


@pytest.mark.usefixtures("no_grace")
def test_more_files_than_are_asked_about_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "_AT_ONCE", 2)
    drafts = [draft("gatys") for _ in range(5)]
    Job.objects.filter(pk__in=[job.pk for job in drafts[:3]]).delete()

    orphans_delete()

    assert everything() == {str(name) for job in drafts[3:] for name in (job.content, job.style)}


@pytest.mark.usefixtures("no_grace")
def test_a_picture_deleted_by_its_owner_leaves_no_files_either(settings: Settings) -> None:
    picture = shared()
    files_delete(picture.pk)

    assert not any("gallery/" in name for name in everything())
