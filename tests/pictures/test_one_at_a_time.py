"""The lock around decoding: memory is bounded by one picture, however many uploads come at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from PIL import Image

from imagetransfer.pictures import decoding
from imagetransfer.pictures.decoding import accept, fit
from tests.pictures.makers import RED, file_of


@pytest.mark.parametrize(("work", "step"), [("accept", "_decode"), ("fit", "read_pixels")])
def test_one_picture_is_decoded_at_a_time(work: str, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = accept(file_of(Image.new("RGB", (400, 100), RED), "JPEG"))
    decode, together = getattr(decoding, step), Barrier(4)
    inside: list[int] = []
    most: list[int] = []

    def decode_slowly(*arguments: Any) -> Any:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)  # time enough for the others to come in if nothing kept them out
        try:
            return decode(*arguments)
        finally:
            inside.pop()

    def one(_: int) -> None:
        together.wait()
        accept(BytesIO(accepted.data)) if work == "accept" else fit(accepted, 200)

    monkeypatch.setattr(decoding, step, decode_slowly)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))

    assert most == [1, 1, 1, 1]
