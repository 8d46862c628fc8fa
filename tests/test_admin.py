"""The admin is there, for staff only."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_strangers_are_asked_to_log_in(client: Client) -> None:
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/").status_code == 200


def test_staff_see_the_index_under_the_sites_content_policy(admin_client: Client) -> None:
    answer = admin_client.get("/admin/")

    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
