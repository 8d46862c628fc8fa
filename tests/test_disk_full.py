"""A full disk, wherever it is noticed: an honest answer, and nothing half-written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from pytest_django import Settings

from imagetransfer.disk_full import is_disk_full
from imagetransfer.files.folder_store import FolderStore
from imagetransfer.jobs.models import Job
from tests.api.makers import STYLE, picture_file, picture_text, post, problem

pytestmark = pytest.mark.django_db

SENTENCE = "There is no room to store anything just now, and nothing was stored. Please try again in 5 minutes."


class FullStorage(FolderStore):
    """A storage with room for some files more; further ones are written to the kernel's own full device."""

    room = 0

    def _save(self, name: str, content: Any) -> str:
        type(self).room -= 1
        if self.room < 0:
            target = Path(self.path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.with_name(f".{target.name}.part").symlink_to("/dev/full")
        return super()._save(name, content)


@pytest.fixture
def storage(settings: Settings) -> type[FullStorage]:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.FullStorage"}}
    FullStorage.room = 0
    return FullStorage


@pytest.fixture
def full_database(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute("VACUUM")  # pages that earlier tests left free would have room
        cursor.execute("PRAGMA max_page_count = 1")  # becomes the number of pages there are
        assert cursor.execute("PRAGMA freelist_count").fetchone()[0] == 0
        yield
        cursor.execute(f"PRAGMA max_page_count = {most}")


def visitor() -> Client:
    return Client(raise_request_exception=False)


def files_left() -> list[str]:
    root = Path(default_storage.path(""))
    return [str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()]


def paint() -> Any:
    return visitor().post("/online/", {"picture": picture_file(), "style": STYLE})


def check_told(response: Any) -> None:
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"
    assert SENTENCE in response.content.decode()
    assert not Job.objects.exists()
    assert not files_left()


def test_an_upload_that_cannot_be_received_is_answered_honestly(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "wb", buffering=0) as device:
        monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", lambda **_: device)

        check_told(paint())


def test_a_photo_that_cannot_be_kept_is_answered_honestly(storage: type[FullStorage]) -> None:
    check_told(paint())


def test_when_the_second_of_two_pictures_cannot_be_kept_the_first_is_not_either(storage: type[FullStorage]) -> None:
    storage.room = 1
    pictures = {"content": picture_file(), "style": picture_file()}

    check_told(visitor().post("/custom/", {**pictures, "algorithm": "gatys"}))


@pytest.mark.parametrize("path", ["uploads", "stylizations"])
def test_the_api_answers_the_same(storage: type[FullStorage], path: str) -> None:
    answer = post(path, {"picture": picture_text(), **({"style": STYLE} if path == "stylizations" else {})})

    assert problem(answer) == (503, "disk_full")
    assert answer.json()["detail"] == SENTENCE
    check_told(answer)


def test_a_database_that_cannot_grow_is_answered_honestly(full_database: None) -> None:
    answers = [paint() for _ in range(30)]  # until the room within its pages is used up

    full = next(answer for answer in answers if answer.status_code != 302)
    assert (full.status_code, full.headers["Retry-After"]) == (503, "300")
    assert len(files_left()) == Job.objects.count()


def test_another_fault_is_no_full_disk() -> None:
    assert not is_disk_full(OSError(13, "Permission denied"))
    assert not is_disk_full(None)
