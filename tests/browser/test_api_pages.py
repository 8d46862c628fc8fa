"""The API's pages in a browser: the guide, its example in JavaScript, the reference."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.clients.conftest import Painter

RUN_EXAMPLE = """async ([code, bytes]) => {
  const paint = await (async () => eval(`${code}; paint`))();
  const painted = await paint(new Blob([new Uint8Array(bytes)]));
  return [...new Uint8Array(await painted.arrayBuffer())];
}"""


@pytest.fixture
def painter() -> Iterator[None]:
    thread = Painter(dies_at=set())
    thread.start()
    yield
    thread.stopped.set()
    thread.join()


@pytest.mark.usefixtures("painter")
def test_the_example_in_javascript_paints_a_photo(open_page: OpenPage, photo: Path) -> None:
    page = open_page("/api/", bypass_csp=True)  # only for eval: the example itself obeys the policy
    code = page.locator("#stylize-js").inner_text()

    painted = bytes(page.evaluate(RUN_EXAMPLE, [code, list(photo.read_bytes())]))

    with Image.open(BytesIO(painted)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 800))


def test_the_guide_is_whole_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/api/", java_script_enabled=False)

    assert page.locator("pre").count() == 7
    assert page.locator("tr#queue_full").inner_text().split()[1] == "503"


def test_the_reference_shows_every_operation_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/api/reference/", java_script_enabled=False)
    described = page.request.get("/api/v1/openapi.json").json()

    operations = page.locator(".operation:has(.method)")
    assert operations.count() == sum(len(methods) for methods in described["paths"].values())
    page.locator("#stylization_create summary").click()
    expect(page.locator("#stylization_create").get_by_role("row", name="keep_colours").first).to_be_visible()
