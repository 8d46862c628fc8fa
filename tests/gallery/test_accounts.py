"""Accounts, where the site has them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from imagetransfer.gallery.models import Picture
from tests.gallery.makers import painted
from tests.jobs.makers import own

pytestmark = pytest.mark.django_db

NEW = {"username": "ada", "password1": "a-long-secret-9", "password2": "a-long-secret-9"}
WRONG = {"username": "ada", "password": "guessed"}


@pytest.mark.parametrize("page", ["login", "new", "logout"])
def test_a_site_without_accounts_has_no_such_pages(page: str, client: Client) -> None:
    assert client.post(f"/gallery/account/{page}/", NEW).status_code == 404
    assert not User.objects.exists()


def test_a_new_account_takes_over_what_its_browser_shared_and_finds_it_elsewhere(
    client: Client, settings: Settings
) -> None:
    settings.ACCOUNTS = True
    client.post(f"/gallery/share/{own(client, painted()).pk}/", {"title": "Sunday", "licence": "cc0"})
    assert "Log in" in client.get("/gallery/mine/").content.decode()

    assert client.post("/gallery/account/new/", NEW).headers["Location"] == "/gallery/mine/"

    assert Picture.objects.get().owner == User.objects.get()
    elsewhere = Client()
    assert "Please enter a correct" in elsewhere.post("/gallery/account/login/", WRONG).content.decode()
    elsewhere.post("/gallery/account/login/", {"username": "ada", "password": NEW["password1"]})
    assert "Sunday" in elsewhere.get("/gallery/mine/").content.decode()
    elsewhere.post("/gallery/account/logout/")
    assert "Sunday" not in elsewhere.get("/gallery/mine/").content.decode()


def test_a_weak_password_is_refused(client: Client, settings: Settings) -> None:
    settings.ACCOUNTS = True

    answer = client.post("/gallery/account/new/", NEW | {"password1": "12345", "password2": "12345"})

    assert 'role="alert"' in answer.content.decode()
    assert not User.objects.exists()
