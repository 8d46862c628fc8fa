"""Files that cost much to decode, made from ordinary ones."""

from PIL import Image

from tests.pictures.makers import file_of

_JPEG_START = 2  # bytes before the first part


def jpeg_of_many_scans(size: tuple[int, int], scans: int) -> bytes:
    """Repeat the last scan of a progressive JPEG: each makes the decoder go through all pixels once more."""
    data = file_of(Image.new("RGB", size, "red"), "JPEG", progressive=True).getvalue()
    last, end = data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")
    return data[:last] + data[last:end] * scans + data[end:]


def jpeg_filled_with(filling: bytes, length: int) -> bytes:
    """Put a filling between the first parts of a JPEG."""
    data = file_of(Image.new("RGB", (40, 40), "red"), "JPEG").getvalue()
    return data[:_JPEG_START] + filling * (length // len(filling)) + data[_JPEG_START:]


def png_of_many_parts(length: int) -> bytes:
    """Put empty parts between the header and the pixels of a PNG."""
    data = file_of(Image.new("RGB", (40, 40), "red")).getvalue()
    header = data.index(b"IHDR") + 4 + 13 + 4
    empty = b"\x00\x00\x00\x00teXt\x00\x00\x00\x00"
    return data[:header] + empty * (length // len(empty)) + data[header:]
