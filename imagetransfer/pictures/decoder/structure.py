"""A walk through a file's parts before a library sees it: some kilobytes can be made to cost minutes.

Everything here only saves time: a file that gets through is still decoded within limits.
"""

import re
from collections.abc import Iterator
from itertools import islice

from imagetransfer.pictures.decoder.formats import Unreadable

# A decoder goes through all pixels once a scan. Cameras and browsers write 1 to 12 scans.
MOST_SCANS = 64
# A profile, thumbnails and notes of the largest upload come in some hundred parts, or in frames of some thousand.
MOST_PARTS = 5000
# Pillow looks at each byte between the parts before the first scan by itself.
MOST_FILLING = 50_000

_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")  # in a scan FF00 is a byte of it and FFD0 to FFD7 are rests
_END, _SCAN = 0xD9, 0xDA
_WITHOUT_LENGTH = (0x01, 0xD8)


def check_structure(image_format: str, data: bytes, most_pixels: int) -> None:
    """Refuse what no camera or program makes and what would take long."""
    if image_format == "JPEG":
        _check_jpeg(data)
    elif image_format == "PNG" and next(islice(_png_parts(data), MOST_PARTS, None), None) is not None:
        raise Unreadable("costly")
    elif image_format == "WEBP" and _webp_pixels(data) > most_pixels:
        raise Unreadable("many_pixels")  # its library takes the memory for all pixels already when it opens a file


def _check_jpeg(data: bytes) -> None:
    position, parts, scans, filling = 2, 0, 0, 0
    while found := _MARKER.search(data, position):
        marker = data[found.end() - 1]
        if marker == _END:
            return
        parts, scans = parts + 1, scans + (marker == _SCAN)
        filling += 0 if scans else found.start() - position
        if parts > MOST_PARTS or scans > MOST_SCANS or filling > MOST_FILLING:
            raise Unreadable("costly")
        has_length = marker not in _WITHOUT_LENGTH
        position = found.end() + (int.from_bytes(data[found.end() : found.end() + 2], "big") if has_length else 0)


def _png_parts(data: bytes) -> Iterator[int]:
    """Yield the place of every part that is no part of a picture's pixels."""
    position = 8
    while position + 8 <= len(data):
        if data[position + 4 : position + 8] not in (b"IDAT", b"fdAT"):
            yield position
        position += 12 + int.from_bytes(data[position : position + 4], "big")


def _webp_pixels(data: bytes) -> int:
    """Return how many pixels the header announces: that of the canvas, of a lossless or of a lossy picture."""
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X":
        return (1 + int.from_bytes(head[4:7], "little")) * (1 + int.from_bytes(head[7:10], "little"))
    if kind == b"VP8L":
        sides = int.from_bytes(head[1:5], "little")
        return (1 + (sides & 0x3FFF)) * (1 + (sides >> 14 & 0x3FFF))
    sides = int.from_bytes(head[6:10], "little")
    return (sides & 0x3FFF) * (sides >> 16 & 0x3FFF)
