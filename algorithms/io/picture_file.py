"""Finished pictures as files: 8 bits a channel, or 16, which Pillow cannot write."""

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from algorithms.io.atomic_file import atomic_write
from algorithms.io.images import to_uint8

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".tif": "TIFF", ".tiff": "TIFF"}


def check_format(path: Path, depth: int) -> None:
    """Refuse, with a ValueError, a name that `write_picture` could not serve."""
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ValueError(f"{path} must end in {', '.join(FORMATS)}.")
    if depth == 16 and kind == "JPEG":
        raise ValueError(f"{path} is a JPEG, which has 8 bits only; write a .png or .tif for 16.")


def write_picture(path: Path, picture: np.ndarray, depth: int = 8) -> None:
    """Write RGB in [0, 1], clipped, as the format that the name says; whole or not at all."""
    check_format(path, depth)
    kind = FORMATS[path.suffix.lower()]
    with atomic_write(path) as file:
        if depth == 8:
            Image.fromarray(to_uint8(picture)).save(file, kind, quality=95, subsampling=0)
            return
        values = (np.clip(picture, 0.0, 1.0) * 65535 + 0.5).astype("uint16")
        if kind == "PNG":
            file.write(_png(values))
        else:
            import tifffile

            tifffile.imwrite(file, values, photometric="rgb")


def _png(values: np.ndarray) -> bytes:
    """Encode uint16 (H, W, 3): RFC 2083, rows as differences to the pixel before, which compress better."""
    height, width, _ = values.shape
    rows = values.astype(">u2").view("uint8").reshape(height, width * 6)
    differences = rows.copy()
    differences[:, 6:] -= rows[:, :-6]
    lines = np.hstack([np.ones((height, 1), "uint8"), differences])  # 1: the filter's number
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
