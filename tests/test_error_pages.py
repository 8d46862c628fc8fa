"""Requests that no view ever sees."""

from typing import NoReturn

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from imagetransfer.jobs.services import QueueFull


def busy(_request: HttpRequest) -> NoReturn:
    raise QueueFull(40)


urlpatterns = [path("busy/", busy), path("", include("imagetransfer.urls"))]


@pytest.mark.django_db
def test_a_hopelessly_large_upload_is_answered_with_its_own_status(client: Client, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000

    response = client.post("/online/", {"picture": SimpleUploadedFile("photo.jpg", bytes(5000))})

    assert response.status_code == 413


@pytest.mark.urls(__name__)
def test_a_sentence_for_the_user_becomes_a_page_with_its_status_and_pause(client: Client) -> None:
    response = client.get("/busy/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "40")
    assert "Many pictures are waiting just now. Please try again in 40 seconds." in response.content.decode()


def test_a_request_for_another_host_is_a_bad_request(client: Client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.django_db
def test_an_address_at_which_nothing_is_says_so_and_shows_a_way_on(client: Client) -> None:
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    page = response.content.decode()
    assert "<h1>There is nothing here</h1>" in page
    assert "The address may be mistyped, or the picture may have been deleted. Please check the link." in page
    assert 'href="/online/"' in page
