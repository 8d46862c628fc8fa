"""A worker's own copy of a stored file."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from imagetransfer.files.local_copy import local_copy
from imagetransfer.files.store import store, write

pytestmark = pytest.mark.usefixtures("each_store")


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_holds_what_the_store_has_and_replaces_it_when_put_back(own_temporary_folder: Path) -> None:
    write("saved/a.npz", b"one")

    with local_copy("saved/a.npz") as copy:
        assert copy.path.read_bytes() == b"one"
        copy.path.write_bytes(b"two")
        copy.put_back()

    with store().open("saved/a.npz") as file:
        assert file.read() == b"two"
    assert list(own_temporary_folder.iterdir()) == []


def test_what_is_not_put_back_changes_nothing() -> None:
    write("saved/a.npz", b"one")

    with local_copy("saved/a.npz") as copy:
        copy.path.write_bytes(b"two")

    with store().open("saved/a.npz") as file:
        assert file.read() == b"one"


def test_a_file_that_the_store_has_not_is_not_here_either() -> None:
    with local_copy("saved/a.npz") as copy:
        assert not copy.path.exists()


def test_what_a_killed_process_left_goes_with_the_next_copy_and_what_is_in_use_stays(
    own_temporary_folder: Path,
) -> None:
    left = own_temporary_folder / "imagetransfer-copy-left"
    left.mkdir()
    (left / "a.npz").write_bytes(b"one")

    with local_copy("saved/b.npz") as used:
        for folder in (left, used.path.parent):
            os.utime(folder, (time.time() - 3600,) * 2)
        with local_copy("saved/c.npz"):
            assert not left.exists()
            assert used.path.parent.exists()
