"""What is freed after a large request, seen on a form and its picture, and goes back to the system."""

import gc
import subprocess
import sys
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


_THREE_UPLOADS = """
from pathlib import Path
from imagetransfer.server.freeing import give_back_what_is_freed

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

give_back_what_is_freed()
before, kept = resident(), []
for size in (20, 10, 5):
    upload = b"." * (size * 1_000_000)
    kept.append(b"." * 100_000)  # lies behind it, so that the memory before cannot shrink
    del upload
print(resident() - before)
"""


def test_what_an_upload_took_goes_back_to_the_system() -> None:
    grown = subprocess.run([sys.executable, "-c", _THREE_UPLOADS], capture_output=True, text=True, check=True).stdout

    assert int(grown) < 2_000_000
