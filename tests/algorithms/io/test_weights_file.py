"""Weights on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.io.weights_file import read_weights, write_weights


def test_weights_are_float16_on_disk_and_float32_in_memory(tmp_path: Path) -> None:
    array = np.linspace(-1, 1, 7, dtype="float32")

    write_weights(tmp_path / "new" / "weights.npz", {"conv1/kernel": array})

    with np.load(tmp_path / "new" / "weights.npz") as file:
        assert file["conv1/kernel"].dtype == np.float16
    read = read_weights(tmp_path / "new" / "weights.npz")["conv1/kernel"]
    assert read.dtype == np.float32
    np.testing.assert_array_equal(read, array.astype("float16"))


def test_a_missing_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no weights file .*gone\.npz; check the path or train one\."):
        read_weights(tmp_path / "gone.npz")


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "flipped", "one array"])
def test_a_damaged_file_is_told_plainly(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    write_weights(path, {"kernel": np.random.default_rng(0).normal(size=(30, 30))})
    whole = path.read_bytes()
    flipped = bytes(byte ^ 255 for byte in whole[200:400])
    contents = {"cut": whole[: len(whole) // 2], "text": b"weights", "empty": b"", "one array": b""}
    path.write_bytes(contents.get(damage, whole[:200] + flipped + whole[400:]))
    if damage == "one array":
        with path.open("wb") as file:
            np.save(file, np.eye(2))

    with pytest.raises(UserError, match=r"The weights file .*weights\.npz is damaged; fetch or train it again\."):
        read_weights(path)
