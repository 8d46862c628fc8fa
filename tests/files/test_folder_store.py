"""Files appear complete or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from imagetransfer.files.folder_store import FolderStore


def half_a_picture() -> Iterator[bytes]:
    yield b"half a pic"
    raise OSError("the disk is full")


def test_writing_again_replaces_the_file(tmp_path: Path) -> None:
    storage = FolderStore(location=tmp_path)

    names = [storage.save("a/b.jpg", ContentFile(data)) for data in (b"one", b"two")]

    assert names == ["a/b.jpg", "a/b.jpg"]
    assert (tmp_path / "a/b.jpg").read_bytes() == b"two"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = FolderStore(location=tmp_path)
    storage.save("b.jpg", ContentFile(b"one"))
    broken = ContentFile(b"")
    monkeypatch.setattr(broken, "chunks", half_a_picture)

    with pytest.raises(OSError, match="disk is full"):
        storage.save("b.jpg", broken)

    assert [path.name for path in tmp_path.iterdir()] == ["b.jpg"]
    assert (tmp_path / "b.jpg").read_bytes() == b"one"
