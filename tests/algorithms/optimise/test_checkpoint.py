"""Checkpoints: states and records on disk."""

from pathlib import Path

import numpy as np
import pytest

from algorithms.errors import UserError
from algorithms.optimise.checkpoint import DescentState, fingerprint, read_record, read_state, write_state
from tests.algorithms.makers import noise

STATE = DescentState("abc", 7, noise(4, 5), {"mean": noise(4, 5, seed=1), "count": np.array(7)})


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_state(tmp_path / "new" / "state.npz", STATE)

    read = read_state(tmp_path / "new" / "state.npz")

    assert (read.fingerprint, read.step) == ("abc", 7)
    np.testing.assert_array_equal(read.variable, STATE.variable)
    assert set(read.memory) == {"mean", "count"}
    np.testing.assert_array_equal(read.memory["mean"], STATE.memory["mean"])


def test_the_record_of_the_steps_so_far_is_kept_with_it(tmp_path: Path) -> None:
    losses = {6: {"style": 0.5, "total": 2.0}, 7: {"style": 0.25, "total": 1.0}}

    write_state(tmp_path / "state.npz", STATE, losses, {3: noise(2, 2)})

    read_losses, pictures = read_record(tmp_path / "state.npz")
    assert read_losses == losses
    assert list(pictures) == [3]
    np.testing.assert_array_equal(pictures[3], noise(2, 2))


def test_a_state_without_a_record_has_an_empty_one(tmp_path: Path) -> None:
    write_state(tmp_path / "state.npz", STATE)

    assert read_record(tmp_path / "state.npz") == ({}, {})


def test_a_damaged_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "damaged.npz").write_bytes(b"PK\x03\x04 and no more")

    for read in (read_state, read_record):
        with pytest.raises(UserError, match=r"The checkpoint .*damaged\.npz is damaged; remove it to start again\."):
            read(tmp_path / "damaged.npz")
        with pytest.raises(UserError, match=r"There is no checkpoint .*missing\.npz\."):
            read(tmp_path / "missing.npz")


def test_a_fingerprint_depends_on_settings_values_and_shapes() -> None:
    prints = [
        fingerprint("adam", [np.zeros((2, 3))]),
        fingerprint("l-bfgs", [np.zeros((2, 3))]),
        fingerprint("adam", [np.zeros((3, 2))]),
        fingerprint("adam", [np.ones((2, 3))]),
    ]

    assert len(set(prints)) == 4
    assert fingerprint("adam", [np.zeros((3, 2)).T]) == prints[0]
