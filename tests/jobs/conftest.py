"""What the tests of jobs share."""

import pytest

from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from tests.jobs.tiny import TINY


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the tests' own slow algorithm."""
    monkeypatch.setitem(ALGORITHMS, "tiny", TINY)
