"""Which requests are followed by a garbage collection, seen on a form and its picture."""

import gc
import weakref
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from imagetransfer.server.freeing import LARGE, freeing


class Picture:
    """A picture that a form and its fields hold in a circle."""

    def __init__(self) -> None:
        self.form = self


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Keep Python from collecting of its own accord."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(("length", "is_freed"), [(str(LARGE + 1), True), (str(LARGE), False), ("", False)])
def test_the_memory_of_a_large_request_is_free_with_its_answer(uncollected: None, length: str, is_freed: bool) -> None:
    held = []

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        held.append(weakref.ref(Picture()))
        return [b"answer"]

    assert freeing(application)({"CONTENT_LENGTH": length}, None) == [b"answer"]
    assert (held[0]() is None) == is_freed
