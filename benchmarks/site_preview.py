"""Upload a photo to a running site in Chromium and time what its user waits for."""

import argparse
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Print the median seconds from the click to the preview and to the full size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photo", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        times = [
            _visit(browser.new_page(bypass_csp=True), arguments.url, arguments.photo) for _ in range(arguments.rounds)
        ]
        browser.close()
    for what, seconds in zip(("preview", "full size"), zip(*times, strict=True), strict=True):
        print(f"{what}: median {statistics.median(seconds):.1f} s, from {min(seconds):.1f} to {max(seconds):.1f}")


def _visit(page: Page, url: str, photo: Path) -> tuple[float, float]:
    page.goto(f"{url}/online/")
    page.locator("input[name=style]").first.check(force=True)
    page.set_input_files("input[name=picture]", photo)
    page.wait_for_timeout(1000)  # the browser draws the thumbnail
    start = time.perf_counter()
    page.locator("#paint").click()
    page.wait_for_function("document.querySelector('img[src*=\"/preview\"]')?.naturalWidth > 0", timeout=120_000)
    preview = time.perf_counter() - start
    page.wait_for_selector("a[href*='result.jpg']", timeout=600_000)
    full_size = time.perf_counter() - start
    page.close()
    return preview, full_size


if __name__ == "__main__":
    main()
