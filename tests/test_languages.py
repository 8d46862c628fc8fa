"""Two languages: the browser's, until its owner chooses."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
CHINESE = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}


def language_of(client: Client, **headers: str) -> str:
    page = client.get("/", headers=headers).content.decode()
    return page.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"), ("zh-TW", "zh-hans"), ("fr,en;q=0.5", "en"), ("", "en")],
)
def test_a_page_is_in_the_browsers_language(client: Client, wanted: str, language: str) -> None:
    assert language_of(client, **{"accept-language": wanted}) == language


def test_a_chosen_language_is_kept_whatever_the_browser_says(client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/gallery/?sort=new"}, headers=CHINESE)

    assert response.headers["Location"] == "/gallery/?sort=new"
    assert int(response.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"]) > 300 * 24 * 3600
    assert language_of(client, **CHINESE) == "en"


def test_a_switch_leads_to_no_other_site(client: Client) -> None:
    response = client.post("/language/", {"language": "zh-hans", "next": "https://elsewhere.example/"})

    assert response.headers["Location"] == "/"


def test_every_page_offers_the_other_language(client: Client) -> None:
    for address in ("/", "/no/such/page/"):
        page = client.get(address, headers=CHINESE).content.decode()
        assert '<button name="language" value="en" lang="en">' in page
        assert f'<input type="hidden" name="next" value="{address}">' in page
