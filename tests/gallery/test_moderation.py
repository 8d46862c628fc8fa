"""What moderators do in the admin."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from imagetransfer.gallery.models import Block, Picture, Report
from imagetransfer.gallery.moderation import picture_report
from imagetransfer.gallery.selectors import pictures_browse
from tests.gallery.makers import shared
from tests.jobs.makers import stored_files

pytestmark = pytest.mark.django_db

PICTURES, REPORTS = "/admin/gallery/picture/", "/admin/gallery/report/"


def act(client: Client, address: str, action: str, *rows: Picture | Report, **more: str) -> None:
    answer = client.post(address, {"action": action, "_selected_action": [str(row.pk) for row in rows], **more})
    assert answer.status_code == 302, answer.content.decode()


def states() -> dict[str, str]:
    return dict(Picture.objects.values_list("title", "state"))


def test_the_lists_show_thumbnails(admin_client: Client) -> None:
    picture = shared()
    picture_report(picture, reason="spam", client="c")

    for address in (PICTURES, f"{PICTURES}?reported=yes", f"{PICTURES}?q=sunday", REPORTS):
        assert f"/gallery/{picture.pk}/320.jpg" in admin_client.get(address).content.decode()
    assert admin_client.get(f"{PICTURES}{picture.pk}/change/").status_code == 200


def test_pictures_are_hidden_restored_and_blurred_in_bulk(admin_client: Client) -> None:
    one, two, three = (shared(title) for title in ("one", "two", "three"))
    picture_report(one, reason="spam", client="c")

    act(admin_client, PICTURES, "hide", one, two)
    assert states() == {"one": "hidden", "two": "hidden", "three": "published"}
    assert not Report.objects.get().is_open
    act(admin_client, PICTURES, "publish", two)
    assert states() == {"one": "hidden", "two": "published", "three": "published"}
    act(admin_client, PICTURES, "blur", two, three)
    assert Picture.objects.filter(sensitive=True).count() == 2


def test_a_title_changed_by_a_moderator_is_found_by_the_search(admin_client: Client) -> None:
    picture = shared("Rude word", tags=("sea",))
    values = {"title": "Harbour", "author": "", "licence": "cc0", "state": "published"}

    assert admin_client.post(f"{PICTURES}{picture.pk}/change/", values).status_code == 302

    assert list(pictures_browse(q="harbour sea")) == [picture]
    assert not pictures_browse(q="rude")


def test_publishing_does_not_overtake_the_worker(admin_client: Client) -> None:
    picture = shared()
    Picture.objects.update(state=Picture.State.PREPARING)

    act(admin_client, PICTURES, "publish", picture)

    assert states() == {"Sunday": "preparing"}


@pytest.mark.django_db(transaction=True)
def test_deleting_in_bulk_takes_the_files_along(admin_client: Client, settings: Settings) -> None:
    pictures = [shared("one"), shared("two")]
    kept = shared("kept")

    act(admin_client, PICTURES, "delete_selected", *pictures, post="yes")

    files = stored_files(settings.MEDIA_ROOT / "gallery")
    assert {Path(name).parent.name for name in files} == {str(kept.pk)}


def test_whoever_shared_something_bad_is_blocked_and_all_of_it_hidden(admin_client: Client) -> None:
    bad = shared("bad", client="rude")
    shared("also bad", client="rude")
    shared("good", client="kind")

    act(admin_client, PICTURES, "block", bad)

    assert Block.objects.get().client == "rude"
    assert states() == {"bad": "hidden", "also bad": "hidden", "good": "published"}


def test_reports_are_agreed_with_or_closed(admin_client: Client) -> None:
    bad, good = shared("bad"), shared("good")
    for picture in (bad, good):
        picture_report(picture, reason="spam", client="c")

    act(admin_client, REPORTS, "hide_pictures", Report.objects.get(picture=bad))
    act(admin_client, REPORTS, "dismiss", Report.objects.get(picture=good))

    assert states() == {"bad": "hidden", "good": "published"}
    assert not Report.objects.filter(is_open=True).exists()
