"""Paint in Chromium on a running site, as /live/ does: single pictures, and what its false camera shows."""

import argparse
import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.site_preview import CHROMIUM, OPTIONS

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
STYLE = '{ styles: { "starry-night": 100 } }'

PICTURES = f"""async ([side, rounds]) => {{
  const {{ paint }} = await import("/static/js/painter/painter.js");
  const photo = new ImageData(new Uint8ClampedArray(side * side * 4).map(() => Math.random() * 255), side, side);
  await paint(photo, {STYLE});
  const times = [];
  for (let round = 0; round < rounds; round += 1) {{
    const begin = performance.now();
    await paint(photo, {STYLE});
    times.push(performance.now() - begin);
  }}
  return times;
}}"""

FRAMES = f"""async ([side, seconds]) => {{
  const {{ paint }} = await import("/static/js/painter/painter.js");
  const {{ Camera }} = await import("/static/js/live/camera.js");
  const {{ pixelsOf, show }} = await import("/static/js/live/stage.js");
  const camera = new Camera();
  await camera.start();
  const begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < seconds * 1000) {{
    show(await paint(pixelsOf(camera.video, {{ width: side, height: side }}), {STYLE}));
    frames += 1;
    await camera.next();
  }}
  const rate = (frames * 1000) / (performance.now() - begin);
  camera.stop();
  return rate;
}}"""


def main() -> None:
    """Print milliseconds a picture, and painted frames a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=8)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *CAMERA])
        page = browser.new_page(base_url=arguments.url, permissions=["camera"])
        page.goto("/live/")
        for side in (192, 256, 384, 512):
            _measure(page, side, arguments.rounds, arguments.seconds)
        browser.close()


def _measure(page: Page, side: int, rounds: int, seconds: int) -> None:
    times = page.evaluate(PICTURES, [side, rounds])
    rate = page.evaluate(FRAMES, [side, seconds])
    took = f"median {statistics.median(times):.0f} ms, shortest {min(times):.0f}"
    print(f"{side} × {side}: {took}; {rate:.1f} frames a second")


if __name__ == "__main__":
    main()
