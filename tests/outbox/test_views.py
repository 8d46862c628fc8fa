"""Blocking a mailbox, and the mails of an installation without a mail server."""

from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.test import Client
from pytest_django import Settings

from imagetransfer.outbox.addresses import is_blocked, mailbox_of, stop_url
from imagetransfer.outbox.mails import message_of
from tests.outbox.makers import queued_mail

pytestmark = pytest.mark.django_db
STOP = urlsplit(stop_url("ada@example.org")).path


def test_a_visit_asks_and_changes_nothing(client: Client) -> None:
    page = client.get(STOP).content.decode()

    assert "Send me no more mail" in page
    assert not is_blocked(mailbox_of("ada@example.org"))


def test_one_click_in_a_mail_program_blocks_the_mailbox() -> None:
    # Such a POST comes without a cookie.
    response = Client(enforce_csrf_checks=True).post(STOP, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert is_blocked(mailbox_of("A.d.a@example.org"))
    assert not is_blocked(mailbox_of("bob@example.org"))


def test_the_block_can_be_taken_back(client: Client) -> None:
    client.post(STOP)

    client.post(STOP, {"allow": "yes"})

    assert not is_blocked(mailbox_of("ada@example.org"))


def test_a_forged_link_is_not_found(client: Client) -> None:
    assert client.post(STOP[:-3] + "xx/").status_code == 404


@pytest.fixture
def written(settings: Settings) -> str:
    """Write a mail as a file and return its name."""
    settings.MAILS_AS_FILES = True
    default_storage.save("results/x.jpg", ContentFile(b"jpeg"))
    row = queued_mail(attachment="results/x.jpg", attachment_name="imagetransfer.jpg")
    message = message_of(row)
    message.connection = get_connection("imagetransfer.outbox.eml_files.EmailBackend")
    assert [message.send(), message.send()] == [1, 1]
    return f"{row.about}.done"


def test_mails_written_as_files_are_listed_and_shown_with_text_page_and_picture(client: Client, written: str) -> None:
    index = client.get("/mail/").content.decode()
    mail = client.get(f"/mail/{written}/").content.decode()
    page = client.get(f"/mail/{written}/page")
    picture = client.get(f"/mail/{written}/attachment")

    assert index.count("Your picture is ready") == 1  # the same mail sent twice is one file
    assert "It is attached." in mail
    assert "imagetransfer.jpg" in mail
    assert page.content.decode().strip() == "<p>It is attached.</p>"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert (picture.content, picture.headers["Content-Type"]) == (b"jpeg", "image/jpeg")


@pytest.mark.parametrize("name", ["no-such-mail", "..", "..%2F..%2Fsecret"])
def test_other_files_are_not_found(name: str, client: Client, written: str) -> None:
    assert client.get(f"/mail/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("setting", "value", "address"),
    [("PRODUCTION", True, "127.0.0.1"), ("MAILS_AS_FILES", False, "127.0.0.1"), ("PRODUCTION", False, "192.168.1.7")],
)
def test_nobody_else_reads_the_mails(
    setting: str, value: bool, address: str, client: Client, written: str, settings: Settings
) -> None:
    setattr(settings, setting, value)

    for path in ("/mail/", f"/mail/{written}/", f"/mail/{written}/page", f"/mail/{written}/attachment"):
        assert client.get(path, REMOTE_ADDR=address).status_code == 404
