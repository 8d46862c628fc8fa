"""Ask a running site for its gallery's pages, again and again; print the medians, and its memory before and after."""

import argparse
import re
import statistics
import time
from pathlib import Path

import requests

PAGES = {
    "grid, first page": "/gallery/",
    "grid, page 2": "/gallery/?page=2",
    "grid, page 250": "/gallery/?page=250",
    "most liked": "/gallery/?order=most-liked",
    "one style": "/gallery/?style=starry-night",
    "one tag": "/gallery/?tag=sea",
    "search, one word": "/gallery/?q=harbour",
    "search, two words, page 3": "/gallery/?q=golden+ada&page=3",
    "search, nothing found": "/gallery/?q=zeppelin",
    "feed": "/gallery/feed/",
}


def main() -> None:
    """Measure every page in turn, so that what else the machine does falls on all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--pid", type=int, help="the web process, to measure its memory")
    arguments = parser.parse_args()
    session = requests.Session()
    for path in PAGES.values():
        session.get(arguments.url + path).raise_for_status()
    before = _megabytes(arguments.pid)
    seconds: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(arguments.rounds):
        for name, path in PAGES.items():
            start = time.perf_counter()
            session.get(arguments.url + path).raise_for_status()
            seconds[name].append(time.perf_counter() - start)
    for name, times in seconds.items():
        print(f"| {name} | {statistics.median(times) * 1000:.0f} ms | {max(times) * 1000:.0f} ms |")
    if arguments.pid:
        print(f"memory: {before} MB before, {_megabytes(arguments.pid)} MB after {arguments.rounds * len(PAGES)} pages")


def _megabytes(pid: int | None) -> int:
    """Return a process's resident memory."""
    if pid is None:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
