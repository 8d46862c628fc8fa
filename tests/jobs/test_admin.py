"""The list of jobs in Django's admin: what was uploaded can be found, seen and removed."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from imagetransfer.jobs.models import Job
from imagetransfer.outbox.models import Mail
from tests.gallery.makers import painted, shared
from tests.jobs.makers import fetch_status, queued_job, stored_files, waiting_custom_job

pytestmark = pytest.mark.django_db

LIST = "/admin/jobs/job/"


def listed(admin: Client, query: str = "") -> set[str]:
    """Return the ids of the jobs that the list shows."""
    page = admin.get(f"{LIST}{query}")
    return {str(job.pk) for job in page.context["cl"].result_list}


def test_every_job_is_in_the_list_with_a_picture_of_it(admin_client: Client) -> None:
    waiting, done = queued_job(), painted()

    page = admin_client.get(LIST).content.decode()

    assert listed(admin_client) == {str(waiting.pk), str(done.pk)}
    for address in (f"/jobs/{waiting.pk}/photo", f"/jobs/{done.pk}/preview"):
        assert f'src="{address}"' in page
        assert fetch_status(admin_client, address) == 200


@pytest.mark.parametrize("written", ["{}", "https://example.org/jobs/{}/", "see /api/v1/jobs/{}/result.jpg please"])
def test_a_job_is_found_by_any_link_that_has_its_id(written: str, admin_client: Client) -> None:
    job, _other = queued_job(), queued_job()

    for pk in (str(job.pk), job.pk.hex):
        assert listed(admin_client, f"?q={written.format(pk)}") == {str(job.pk)}


def test_the_upload_behind_a_picture_of_the_gallery_is_found_from_both_sides(admin_client: Client) -> None:
    job = painted()
    picture = shared(job=job)

    assert listed(admin_client, f"?q=/gallery/{picture.pk}/") == {str(job.pk)}
    assert (
        f"{LIST}{job.pk}/change/" in admin_client.get(f"/admin/gallery/picture/{picture.pk}/change/").content.decode()
    )
    job.delete()
    assert admin_client.get(f"/admin/gallery/picture/{picture.pk}/change/").status_code == 200


def test_jobs_are_sifted_by_state_and_kind_and_found_by_their_address(admin_client: Client) -> None:
    online, custom = painted(), waiting_custom_job(email="ada@example.org")

    assert listed(admin_client, "?state__exact=done") == {str(online.pk)}
    assert listed(admin_client, "?kind__exact=custom") == {str(custom.pk)}
    assert listed(admin_client, "?q=ada@example.org") == {str(custom.pk)}


def test_a_jobs_page_shows_all_that_was_uploaded_and_lets_nobody_change_it(admin_client: Client) -> None:
    job = waiting_custom_job()

    page = admin_client.get(f"{LIST}{job.pk}/change/").content.decode()

    assert all(f"/jobs/{job.pk}/{name}" in page for name in ("photo", "style"))
    assert "/preview" not in page
    assert admin_client.post(f"{LIST}{job.pk}/change/", {"email": "eve@example.org"}).status_code == 403
    assert admin_client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("way", ["one", "many"])
def test_a_removed_job_is_gone_with_its_files_and_mails(way: str, admin_client: Client, settings: Settings) -> None:
    job = waiting_custom_job(email="ada@example.org")

    if way == "one":
        answer = admin_client.post(f"{LIST}{job.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [str(job.pk)], "post": "yes"}
        answer = admin_client.post(LIST, chosen)

    assert answer.status_code == 302
    assert not Job.objects.exists()
    assert not Mail.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_staff_without_the_permission_sees_no_jobs(client: Client) -> None:
    client.force_login(User.objects.create_user("clerk", is_staff=True))

    assert client.get(LIST).status_code == 403
