"""Visitors' styles in Django's admin."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from algorithms.styles.catalogue import style_to_add, styles
from imagetransfer.files.store import store
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import AddedStyle, OwnStyle
from tests.algorithms.makers import style_file
from tests.styles.makers import own_style

pytestmark = pytest.mark.django_db

LIST = "/admin/styles/ownstyle/"
FACTS = {"title": "Red vineyard", "artist": "Ada", "year": "1888", "source": ""}


def test_staff_sees_what_visitors_brought_and_narrows_it_down(admin_client: Client) -> None:
    own = own_style("Sunflowers")

    page = admin_client.get(LIST).content.decode()

    assert "Sunflowers" in page
    assert f"/styles/own/{own.slug}/picture.jpg" in page
    assert "Sunflowers" not in admin_client.get(f"{LIST}?kind__exact=photographic").content.decode()
    assert f"{LIST}{own.slug}/adopt/" in admin_client.get(f"{LIST}{own.slug}/change/").content.decode()


def test_one_of_them_becomes_a_style_of_the_site_and_stays_the_visitors(admin_client: Client) -> None:
    own = own_style()
    assert 'value="Sunflowers"' in admin_client.get(f"{LIST}{own.slug}/adopt/").content.decode()

    answer = admin_client.post(f"{LIST}{own.slug}/adopt/", FACTS)

    added = AddedStyle.objects.get()
    change = f"/admin/styles/addedstyle/{added.pk}/change/"
    assert answer.headers["Location"] == change
    assert (added.slug, added.artist, added.job and added.job.kind) == ("red-vineyard", "Ada", "training")
    Job.objects.update(state=Job.State.DONE)
    style_file(style_to_add(added.slug).weights_path)
    admin_client.post(change, FACTS | {"_publish": ""})
    assert "Red vineyard" in [style.title for style in styles()]
    assert OwnStyle.objects.get() == own


def test_a_name_that_is_taken_is_told(admin_client: Client) -> None:
    own = own_style()

    page = admin_client.post(f"{LIST}{own.slug}/adopt/", FACTS | {"title": "Udnie"}).content.decode()

    assert "ships already" in page
    assert not AddedStyle.objects.exists()


def test_who_may_not_add_styles_adopts_none(client: Client) -> None:
    client.force_login(User.objects.create_user("grace", is_staff=True))

    assert client.post(f"{LIST}{own_style().slug}/adopt/", FACTS).status_code == 403


def test_staff_deletes_one_with_its_files(admin_client: Client) -> None:
    own = own_style()

    admin_client.post(f"{LIST}{own.slug}/delete/", {"post": "yes"})

    assert not OwnStyle.objects.exists()
    assert list(store().listing("style-pictures/")) == []
