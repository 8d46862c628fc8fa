"""What the tests of probes and doctor share."""

from collections.abc import Iterator

import pytest

from imagetransfer.operations import probes


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    """Forget what was found a moment ago, before another test."""
    probes._remembered.clear()
    yield
    probes._remembered.clear()
