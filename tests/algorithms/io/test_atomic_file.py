"""Files that appear whole or not at all."""

from pathlib import Path

import pytest

from algorithms.io.atomic_file import atomic_write


def write(path: Path, *parts: bytes) -> None:
    with atomic_write(path) as file:
        for part in parts:
            if part == b"!":
                raise KeyboardInterrupt
            file.write(part)
            assert not path.exists() or path.read_bytes() == b"before"


def test_the_file_appears_when_it_is_complete_in_a_folder_made_for_it(tmp_path: Path) -> None:
    write(tmp_path / "new" / "file", b"one", b"two")

    assert (tmp_path / "new" / "file").read_bytes() == b"onetwo"


def test_an_interrupted_writer_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"before")

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "file", b"one", b"!")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"before")]
