"""Send uploads to a running site and watch the memory of its web process and of what makes its decoders."""

import argparse
import re
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image

PROCESSES = ("imagetransfer.server", "imagetransfer.pictures.decoder")


def main() -> None:
    """Print the megabytes before, and after every tenth of the uploads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--count", type=int, default=2000)
    arguments = parser.parse_args()
    small, large = _photo(800, 600), _photo(4000, 3000)
    client = requests.Session()
    print("uploads", *PROCESSES, "MB")
    for number in range(arguments.count):
        if number % max(1, arguments.count // 10) == 0:
            print(number, *map(megabytes, PROCESSES), flush=True)
        files = {"picture": large if number % 20 == 0 else small}
        answer = client.post(f"{arguments.url}/api/v1/uploads", files=files)
        answer.raise_for_status()
        client.delete(f"{arguments.url}/api/v1/uploads/{answer.json()['id']}").raise_for_status()
    print(arguments.count, *map(megabytes, PROCESSES))


def megabytes(command: str) -> int:
    """Return the resident memory of this machine's largest process with these words in its command line."""
    found = [0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
            status = (folder / "status").read_text()
        except OSError:
            continue
        size = re.search(r"VmRSS:\s+(\d+) kB", status)
        if command in words and size:
            found.append(int(size[1]) // 1024)
    return max(found)


def _photo(width: int, height: int) -> bytes:
    buffer = BytesIO()
    Image.effect_noise((width // 10, height // 10), 60).resize((width, height)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


if __name__ == "__main__":
    main()
