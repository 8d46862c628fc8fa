"""Who may do what with a job: its id is for looking, its secret or its token for everything else."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from imagetransfer.gallery.models import Picture
from imagetransfer.jobs.models import Job
from tests.api.makers import STYLE, bearer, delete, get, picture_text, post, problem, secret_of
from tests.gallery.makers import painted
from tests.jobs.makers import fetch_status, own, queued_job

pytestmark = pytest.mark.django_db

Headers = dict[str, str]


def actions(job: Job, headers: Headers) -> list[Any]:
    """Ask for everything that only the owner may do."""
    again = {"style": STYLE, "job": str(job.pk), "strength": 0}
    return [
        post(f"jobs/{job.pk}/cancel", {}, headers),
        delete(f"jobs/{job.pk}", headers),
        post("stylizations", again, headers),
        post("gallery", {"job": str(job.pk), "title": "Mine now", "licence": "cc0", "with_photo": True}, headers),
    ]


@pytest.mark.parametrize("who", ["anybody", "another token", "a wrong secret", "the secret of another job"])
def test_the_id_alone_changes_nothing(who: str) -> None:
    job, other = painted(), queued_job()
    headers = {
        "anybody": {},
        "another token": bearer(),
        "a wrong secret": {"Job-Secret": "é"},
        "the secret of another job": secret_of(other),
    }[who]

    for answer in actions(job, headers):
        assert problem(answer) == (403, "not_owner")
    assert Job.objects.count() == 2
    assert not Picture.objects.exists()


def test_the_id_alone_is_enough_to_look_and_tells_no_secret() -> None:
    job = painted()

    assert get(f"jobs/{job.pk}").json()["state"] == "done"
    assert "secret" not in get(f"jobs/{job.pk}").json()
    for name in ("result.jpg", "preview.jpg"):
        assert fetch_status(Client(), f"/api/v1/jobs/{job.pk}/{name}") == 200


@pytest.mark.parametrize("way", ["secret", "token"])
def test_who_made_a_job_does_everything_with_it(way: str) -> None:
    token = bearer() if way == "token" else {}
    made = post("stylizations", {"style": STYLE, "picture": picture_text()}, token).json()
    headers = token or {"Job-Secret": made["secret"]}

    assert post("stylizations", {"style": STYLE, "job": made["id"]}, headers).status_code == 202
    assert post(f"jobs/{made['id']}/cancel", {}, headers).json()["state"] == "cancelled"
    Job.objects.filter(pk=made["id"]).update(state=Job.State.DONE, result=painted().result.name)
    assert post("gallery", {"job": made["id"], "title": "Sunday"}, headers).status_code == 201
    assert delete(f"jobs/{made['id']}", headers).status_code == 204


def test_a_developing_picture_is_its_owners() -> None:
    job = painted(Job.State.RUNNING, kind="custom", algorithm="gatys")

    assert problem(get(f"jobs/{job.pk}/preview.jpg")) == (403, "not_owner")
    assert fetch_status(Client(headers=secret_of(job)), f"/api/v1/jobs/{job.pk}/preview.jpg") == 200


def test_the_address_from_which_a_job_was_made_gives_no_rights_over_it() -> None:
    made = post("stylizations", {"style": STYLE, "picture": picture_text()}).json()

    assert problem(delete(f"jobs/{made['id']}")) == (403, "not_owner")


def test_the_sites_cookie_counts_for_nothing_because_pages_of_other_sites_could_use_it() -> None:
    browser = Client()
    job = own(browser, painted())

    assert problem(browser.delete(f"/api/v1/jobs/{job.pk}")) == (403, "not_owner")


def test_the_secret_opens_the_private_link_for_people() -> None:
    made = post("stylizations", {"style": STYLE, "picture": picture_text()}).json()
    browser = Client()

    assert browser.get(f"{made['links']['page']}?secret={made['secret']}").status_code == 302
    assert fetch_status(browser, f"/jobs/{made['id']}/photo") == 200


def test_an_answer_is_not_given_again_to_who_repeats_the_request_without_the_secret() -> None:
    job = painted()
    body, key = {"job": str(job.pk), "title": "Sunday"}, {"Idempotency-Key": "sunday"}

    first = post("gallery", body, secret_of(job) | key)

    assert first.status_code == 201
    assert problem(post("gallery", body, key)) == (422, "key_reused")
    assert post("gallery", body, secret_of(job) | key).json()["key"] == first.json()["key"]


def test_the_answer_that_is_given_again_tells_the_secret_again() -> None:
    body, key = {"style": STYLE, "picture": picture_text()}, {"Idempotency-Key": "monday"}

    first, second = post("stylizations", body, key).json(), post("stylizations", body, key).json()

    assert second["secret"] == first["secret"]
    assert first["secret"] == secret_of(Job.objects.get(pk=UUID(first["id"])))["Job-Secret"]


def test_a_job_of_the_site_belongs_to_no_token() -> None:
    job = painted(client="")

    assert problem(delete(f"jobs/{job.pk}", bearer())) == (403, "not_owner")
