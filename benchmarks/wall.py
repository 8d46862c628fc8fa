"""Choose a photo on a running site in Chromium: when every card shows it, and what a click takes to its preview.

For figures of two AVX2 cores, start the site's `preview` worker with ONEDNN_MAX_CPU_ISA=AVX2 in its environment.
"""

import argparse
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.site_preview import CHROMIUM, OPTIONS

SHEETS = "[...document.querySelectorAll('.card img.sheet')].filter((image) => image.complete).length"
ALL = "Your photo is shown in every style."


def main() -> None:
    """Print medians of the seconds, and what the picker's page loads before and after a photo is chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photo", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        rounds = [_visit(browser, arguments.url, arguments.photo) for _ in range(arguments.rounds)]
        browser.close()
    for what in rounds[0]:
        values = [each[what] for each in rounds]
        print(f"{what}: median {statistics.median(values):.2f}, from {min(values):.2f} to {max(values):.2f}")


def _visit(browser: Browser, url: str, photo: Path) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    loaded: list[int] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(f"{url}/online/", wait_until="networkidle")
    found = {"requests before a photo": float(len(loaded)), "kB before a photo": sum(loaded) / 1e3}
    loaded.clear()
    start = time.perf_counter()
    page.set_input_files("#picture", photo)
    page.wait_for_function(f"{SHEETS} > 0", timeout=120_000, polling=20)
    found["s to the first cards"] = time.perf_counter() - start
    page.get_by_text(ALL).wait_for(timeout=120_000)
    found["s to all cards"] = time.perf_counter() - start
    found |= {"requests for the wall": float(len(loaded)), "kB for the wall": sum(loaded) / 1e3}
    found |= _clicked(page)
    page.close()
    return found


def _clicked(page: Page) -> dict[str, float]:
    """Click on a card, on another one, and on the first again."""
    found = {}
    first, second = (page.locator(".card [name=style]:not([value=new])").nth(place) for place in (3, 5))
    for what, card in (("a click", first), ("another click", second), ("the first click again", first)):
        page.evaluate("window.previews = 0")
        page.evaluate("picker.addEventListener('previewed', () => { window.previews += 1; }, { once: true })")
        start = time.perf_counter()
        card.check(force=True)
        page.wait_for_function("document.querySelector('#stage .painted')", polling=10)
        found[f"s from {what} to the enlarged card"] = time.perf_counter() - start
        page.wait_for_function("window.previews", timeout=60_000, polling=10)
        found[f"s from {what} to the preview"] = time.perf_counter() - start
    return found


if __name__ == "__main__":
    main()
