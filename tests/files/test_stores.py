"""Both stores do the same; a server that is away says so."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from imagetransfer.files.store import StoreAway, discard, store, write
from tests.servers import S3Server


def names(folder: str) -> set[str]:
    return {file.name for file in store().listing(folder)}


@pytest.mark.usefixtures("each_store")
def test_a_file_is_written_read_replaced_and_deleted() -> None:
    write("results/a.jpg", b"one")
    write("results/a.jpg", b"two")

    with store().open("results/a.jpg") as file:
        assert file.read() == b"two"
    store().delete("results/a.jpg")
    with pytest.raises(FileNotFoundError):
        store().open("results/a.jpg")


@pytest.mark.usefixtures("each_store")
def test_a_listing_tells_names_below_a_folder_and_their_age() -> None:
    for name in ("gallery/ab/one/picture.jpg", "gallery/ab/two/320.webp", "results/a.jpg"):
        write(name, b"bytes")

    assert names("gallery/") == {"gallery/ab/one/picture.jpg", "gallery/ab/two/320.webp"}
    for file in store().listing("gallery/"):
        assert abs(timezone.now() - file.modified) < timedelta(minutes=1)
    assert names("nothing/") == set()


@pytest.mark.usefixtures("each_store")
def test_the_version_of_a_file_changes_with_its_content() -> None:
    write("styles/styles.toml", b"one")
    (before,) = store().listing("styles/")
    write("styles/styles.toml", b"two")

    (after,) = store().listing("styles/")

    assert after.version != before.version


@pytest.mark.usefixtures("each_store")
def test_files_and_whole_folders_are_discarded_whether_they_are_there_or_not() -> None:
    for name in ("gallery/ab/one/picture.jpg", "gallery/ab/one/320.webp", "results/a.jpg", "results/b.jpg"):
        write(name, b"bytes")

    discard("results/a.jpg", "results/never.jpg", "gallery/ab/one/", "gallery/ab/never/")

    assert names("gallery/") | names("results/") == {"results/b.jpg"}


@pytest.mark.usefixtures("s3_store")
def test_a_server_that_is_away_is_told_and_what_it_held_is_there_when_it_is_back(s3_server: S3Server) -> None:
    write("results/a.jpg", b"one")
    s3_server.stop()
    try:
        with pytest.raises(StoreAway, match="cannot be reached just now"):
            write("results/a.jpg", b"two")
        with pytest.raises(StoreAway):
            store().open("results/a.jpg")
        with pytest.raises(StoreAway):
            list(store().listing("results/"))
        discard("results/a.jpg")
    finally:
        s3_server.start()

    with store().open("results/a.jpg") as file:
        assert file.read() == b"one"


@pytest.mark.usefixtures("s3_store")
def test_a_large_file_is_one_upload_so_that_nothing_of_a_broken_one_stays() -> None:
    large = ContentFile(b"x" * 20_000_000)

    store().save("results/a.png", large)

    (stored,) = store().listing("results/")
    assert "-" not in stored.version  # the mark of an upload in parts
