"""Pages in Chinese: no English is left on them, and their typography is that of Chinese."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from imagetransfer.jobs.drafts import draft_create
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.owners import owners_path
from tests.browser.makers import STYLE, work
from tests.gallery.makers import shared
from tests.jobs.makers import photo

pytestmark = pytest.mark.django_db

CHINESE = {"accept-language": "zh-CN"}
WORD = re.compile(r"[A-Za-z]{2,}")
NO_WORDS = re.compile(r"https?:\S+|\b[a-z]+/[a-z-]+\b")  # addresses and media types
# Names, and what has no other name in Chinese.
NAMES = WORD.findall(
    "ImageTransfer JPEG PNG WebP HEIC MB API OpenAPI Cookie CC BY Gatys relative Ctrl Luan Keras Flask StyleNet "
    "Chiu Gurari Johnson Alahi Fei Ecker Bethge Paris Shechtman Bala and px cm Pexels "
    "pxhere Romain Guy Eberhard Grossgasteiger Carmine De Fazio Grant Lechner Alexander Block Chinese Harbour own "
    "Dot mail English Python REST curl JavaScript JSON base POST HMAC SHA webhook "
)
HAN = r"[\u4e00-\u9fff]"
WRONG = re.compile(
    rf"{HAN} +{HAN}|{HAN}[,;!?]|{HAN}\.(?!\w)|{HAN}:(?!\d)|[\u201c\u3001\u3002\uff0c\uff1a\uff1b] +\S"
    rf"|\"{HAN}|{HAN}\"|{HAN}'"
)
HIDDEN = {"script", "style", "template", "noscript", "code", "pre", "svg"}
EMPTY = {"meta", "link", "input", "img", "br", "hr", "use", "path", "rect", "line", "circle", "polyline"}
SAID = ("alt", "aria-label", "title", "placeholder")


class Words(HTMLParser):
    """Collects what a page says, apart from what is marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = self.silent[-1] or tag in HIDDEN or given.get("lang") == "en"
        if not silent:
            self.said += [given[name] or "" for name in SAID if name in given]
            if tag == "meta" and given.get("name") == "description":
                self.said.append(given["content"] or "")
        if tag not in EMPTY:
            self.silent.append(silent)

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent[-1]:
            self.said.append(" ".join(data.split()))


def assert_chinese(page: str) -> None:
    words = Words()
    words.feed(page)
    said = [each for each in words.said if each]
    english = [each for each in said if set(WORD.findall(NO_WORDS.sub("", each))) - set(NAMES)]
    assert english == []
    assert [each for each in said if WRONG.search(each)] == []


@pytest.mark.parametrize(
    "address",
    ["/", "/online/", "/live/", "/custom/", "/gallery/", "/gallery/mine/", "/gallery/share/", "/jobs/",
     "/jobs/delete/", "/offline/", "/api/", "/no/such/page/"],
)  # fmt: skip
def test_a_page_has_no_english_left(client: Client, address: str) -> None:
    page = client.get(address, headers=CHINESE)

    assert page.status_code == (404 if address == "/no/such/page/" else 200)
    assert_chinese(page.content.decode())


def test_the_page_of_a_picture_has_no_english_left_in_any_state(client: Client) -> None:
    upload = SimpleUploadedFile("photo.png", photo(1200, 800).data, "image/png")
    address = client.post("/online/", {"style": STYLE.slug, "picture": upload}).headers["Location"]
    for lane in (None, Job.Lane.PREVIEW, Job.Lane.FULL_SIZE):
        if lane == Job.Lane.FULL_SIZE:
            client.post(f"{address}full-size/")
        if lane:
            work(lane)
        for page in (address, f"{address}delete/", "/jobs/"):
            assert_chinese(client.get(page, headers=CHINESE).content.decode())
        assert_chinese(Client().get(address, headers=CHINESE).content.decode())
    assert_chinese(client.get(address.replace("jobs", "gallery/share"), headers=CHINESE).content.decode())


def test_the_pages_of_several_photos_have_no_english_left(client: Client) -> None:
    files = [SimpleUploadedFile(name, photo(90, 70).data, "image/png") for name in ("一.png", "二.png")]
    files.append(SimpleUploadedFile("三", b"no picture", "image/png"))
    address = client.post("/online/", {"style": STYLE.slug, "picture": files}, headers=CHINESE).headers["Location"]

    for page in (address, f"{address}status/?seen=dd", f"{address}delete/"):
        assert_chinese(client.get(page, headers=CHINESE).content.decode())
    work(Job.Lane.PREVIEW)
    assert_chinese(client.get(address, headers=CHINESE).content.decode())


@pytest.mark.parametrize("algorithm", ["gatys", "neighbours", "photographic"])
def test_the_settings_of_slow_ways_have_no_english_left(client: Client, algorithm: str) -> None:
    job = draft_create(algorithm=algorithm, content=photo(300, 200), style=photo(200, 300))

    assert_chinese(client.get(owners_path(job), headers=CHINESE, follow=True).content.decode())


def test_the_pages_of_a_shared_picture_have_no_english_left(client: Client) -> None:
    address = shared("Harbour").get_absolute_url()

    for page in ("/gallery/", address, f"{address}report/"):
        assert_chinese(client.get(page, headers=CHINESE).content.decode())


def test_refusals_are_chinese_too(client: Client) -> None:
    for address, field in (("/online/", "picture"), ("/online/photos/", "picture"), ("/custom/", "content")):
        upload = SimpleUploadedFile("photo.txt", b"no picture", "text/plain")
        answer = client.post(address, {field: upload}, headers=CHINESE)
        assert "无法识别这张图片" in answer.content.decode()
        assert_chinese(answer.content.decode())
    problem = client.get("/api/v1/jobs/nothing/", headers=CHINESE).json()
    assert not WORD.search(problem["title"] + problem["detail"])
