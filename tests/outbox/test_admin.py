"""The outbox in Django's admin."""

import pytest
from django.test import Client

from tests.outbox.makers import queued_mail

pytestmark = pytest.mark.django_db


def test_staff_sees_the_mails_and_previews_of_each_kind_in_each_language(admin_client: Client) -> None:
    queued_mail()

    page = admin_client.get("/admin/outbox/mail/").content.decode()

    assert "ada@example.org" in page
    for kind in ("received", "done", "failed"):
        for language in ("en", "zh-hans"):
            address = f"/admin/outbox/mail/preview/{kind}/{language}/html/"
            assert address in page
            assert f'lang="{language}"' in admin_client.get(address).content.decode()


def test_the_text_of_a_mail_can_be_seen_too(admin_client: Client) -> None:
    preview = admin_client.get("/admin/outbox/mail/preview/failed/en/text/")

    assert preview.headers["Content-Type"].startswith("text/plain")
    assert preview.content.decode().startswith("This photo is too large")


@pytest.mark.parametrize("address", ["done/en/pdf", "done/fr/html", "love-letter/en/html"])
def test_there_are_no_other_mails(address: str, admin_client: Client) -> None:
    assert admin_client.get(f"/admin/outbox/mail/preview/{address}/").status_code == 404


def test_mails_are_not_written_by_hand(admin_client: Client) -> None:
    mail = queued_mail()

    assert admin_client.get("/admin/outbox/mail/add/").status_code == 403
    assert admin_client.post(f"/admin/outbox/mail/{mail.pk}/change/", {"subject": "x"}).status_code == 403


def test_strangers_see_nothing(client: Client) -> None:
    assert client.get("/admin/outbox/mail/preview/done/en/html/").status_code == 302
