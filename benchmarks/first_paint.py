"""Open pages of a running site in a fresh Chromium on a slow line, and time when something is to be seen."""

import argparse
import statistics

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.site_preview import CHROMIUM, OPTIONS

PAGES = ("/", "/online/", "/gallery/", "/custom/")
# Lighthouse's slow 4G, "about the slowest quarter of 4G lines", and the preset of that name in Chromium's developer
# tools, which waits longer before each answer to stand for what a new connection costs.
PROFILES = {
    "1.6 Mbit/s, 150 ms": {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8},
    "developer tools": {"latency": 562.5, "downloadThroughput": 0.9 * 1.6e6 / 8, "uploadThroughput": 0.9 * 750e3 / 8},
}
SCREENS: dict[str, ViewportSize] = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def main() -> None:
    """Print the median seconds to the first contentful paint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--language", default="en-GB")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for profile in PROFILES:
            for screen in SCREENS:
                for page in PAGES:
                    times = [
                        _seconds(browser, arguments.url + page, profile, screen, arguments.language)
                        for _ in range(arguments.rounds)
                    ]
                    found = f"{statistics.median(times):.2f} s, from {min(times):.2f} to {max(times):.2f}"
                    print(f"{profile}, {screen}, {page}: {found}", flush=True)
        browser.close()


def _seconds(browser: Browser, address: str, profile: str, screen: str, language: str) -> float:
    """Open a page as somebody does who was never here before."""
    context = browser.new_context(viewport=SCREENS[screen], locale=language, bypass_csp=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {"offline": False, **PROFILES[profile]})
    page.goto(address, wait_until="commit", timeout=60_000)
    page.wait_for_function(FIRST_PAINT, polling=20, timeout=60_000)
    milliseconds: float = page.evaluate(FIRST_PAINT)
    context.close()
    return milliseconds / 1e3


if __name__ == "__main__":
    main()
