"""From shared to public, though a worker fails or dies."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from imagetransfer.gallery.addresses import owners_path
from imagetransfer.gallery.files import file_write
from imagetransfer.gallery.models import Picture
from imagetransfer.gallery.preparing import MAX_ATTEMPTS, pictures_sweep
from imagetransfer.gallery.tasks import picture_prepare
from tests.gallery.makers import jpeg, new_picture, shared

pytestmark = pytest.mark.django_db


def broken_picture() -> Picture:
    """Share a picture whose thumbnails cannot be made, and take its message from the queue."""
    picture = new_picture()
    file_write(picture.pk, "picture.jpg", b"broken")
    OrmQ.objects.all().delete()
    return picture


def try_it(picture: Picture) -> None:
    with pytest.raises(OSError, match="cannot identify"):
        picture_prepare(str(picture.pk))


def let_time_pass() -> None:
    Picture.objects.update(ask_again=timezone.now() - timedelta(seconds=1))


def test_a_picture_whose_thumbnails_failed_is_asked_for_again_and_comes_into_the_gallery() -> None:
    picture = broken_picture()
    try_it(picture)

    let_time_pass()
    call_command("sweep", "--once")
    assert OrmQ.objects.count() == 1
    file_write(picture.pk, "picture.jpg", jpeg())
    picture_prepare(str(picture.pk))

    assert Picture.objects.get().state == Picture.State.PUBLISHED


def test_a_picture_that_is_just_being_prepared_is_left_alone() -> None:
    broken_picture()

    pictures_sweep()

    assert not OrmQ.objects.exists()


def test_the_pauses_between_two_attempts_double() -> None:
    picture = broken_picture()
    pauses = []
    for _ in range(3):
        try_it(picture)
        picture.refresh_from_db()
        pauses.append(round((picture.ask_again - timezone.now()).total_seconds() / 60))

    assert pauses == [2, 4, 8]


def test_without_a_worker_there_is_one_message_for_each_picture() -> None:
    new_picture("Sunday")
    new_picture("Monday")

    for _ in range(3):
        let_time_pass()
        pictures_sweep()

    assert OrmQ.objects.count() == 2
    assert set(Picture.objects.values_list("state", flat=True)) == {"preparing"}


def test_the_owner_of_a_picture_that_cannot_be_prepared_is_told_what_to_do(client: Client) -> None:
    picture = broken_picture()
    Picture.objects.update(attempts=MAX_ATTEMPTS)

    let_time_pass()
    pictures_sweep()

    page = client.get(f"{picture.get_absolute_url()}?{owners_path(picture).partition('?')[2]}").content.decode()
    assert "Please delete it here and share it again." in page
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert not OrmQ.objects.exists()


def test_a_public_picture_is_not_asked_for_again() -> None:
    shared()
    OrmQ.objects.all().delete()

    let_time_pass()
    pictures_sweep()

    assert not OrmQ.objects.exists()
