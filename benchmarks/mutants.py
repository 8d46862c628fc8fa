"""Let damaged, crossed and swollen pictures through the door, and count what comes of them."""

import argparse
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imagetransfer.settings")

from imagetransfer.pictures.decoders import decoders
from tests.pictures.mutants import mutant

ORDER = {"format": "JPEG", "most_pixels": 50_000_000}


def main() -> None:
    """Print how many became pictures, how many were refused and why, and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    start = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(_outcome, range(arguments.first, arguments.first + arguments.count)))
    outcomes = Counter(outcome for outcome, _, _ in results)
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}", *[number for kind, _, number in results if kind == outcome == "died"][:20])
    slowest, number = max((seconds, number) for _, seconds, number in results)
    print(f"{time.monotonic() - start:.0f} s in all; the slowest, number {number}: {slowest:.1f} s")


def _outcome(number: int) -> tuple[str, float, int]:
    """Return what became of a mutant, in how many seconds, and its number."""
    start = time.monotonic()
    facts, picture = decoders.work(ORDER, BytesIO(mutant(number)))
    # A decoder that gives an answer also says how long it is; one that died said nothing.
    outcome = "died" if "bytes" not in facts else facts.get("refused", "let in" if picture else "empty")
    return outcome, time.monotonic() - start, number


if __name__ == "__main__":
    main()
