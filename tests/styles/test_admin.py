"""Added styles in Django's admin: add, look, publish, withdraw, train again, delete."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from algorithms.styles.catalogue import style_to_add, styles
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.work import job_claim, job_report_progress
from imagetransfer.styles.models import AddedStyle
from tests.algorithms.makers import style_file
from tests.jobs.makers import photo
from tests.styles.makers import added_style

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/styles/addedstyle/", "/admin/styles/addedstyle/add/"
FACTS = {"title": "Blue dog", "artist": "Ada", "year": "1911", "source": "https://example.org/dog"}


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("dog.jpg", photo(300, 200).data, "image/jpeg")


def style_in_training(admin: Client) -> AddedStyle:
    answer = admin.post(ADD, {**FACTS, "file": file()})
    added = AddedStyle.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LIST}{added.pk}/change/")
    return added


def learnt_style(admin: Client) -> AddedStyle:
    added = style_in_training(admin)
    Job.objects.update(state=Job.State.DONE, progress=1.0)
    style_file(style_to_add(added.slug).weights_path)
    return added


def page_of(admin: Client, added: AddedStyle) -> str:
    return admin.get(f"{LIST}{added.pk}/change/").content.decode()


def press(admin: Client, added: AddedStyle, button: str) -> str:
    answer = admin.post(f"{LIST}{added.pk}/change/", {**FACTS, f"_{button}": ""}, follow=True)
    return str(answer.content.decode())


def offered() -> list[str]:
    return [style.title for style in styles() if not style.ships]


def test_a_picture_and_facts_become_a_style_whose_training_is_queued(admin_client: Client) -> None:
    added = style_in_training(admin_client)

    assert (added.slug, added.artist, added.year) == ("blue-dog", "Ada", "1911")
    assert added.picture.size
    assert added.job is not None
    assert (added.job.kind, added.job.lane, added.job.state) == ("training", "custom", "queued")
    assert added.job.parameters["slug"] == "blue-dog"
    assert offered() == []


def test_the_page_of_a_style_in_training_shows_its_progress_and_looks_for_news(admin_client: Client) -> None:
    added = style_in_training(admin_client)
    assert added.job
    running = job_claim(pk=added.job.pk, lane="custom")
    assert running
    rows = [{"step": step, "total": 1 / step} for step in range(1, 41)]
    job_report_progress(running, picture=photo().data, progress=0.1, losses=rows)

    answer = admin_client.get(f"{LIST}{added.pk}/change/")

    page = answer.content.decode()
    assert "data-polled" in page
    assert "Step 40 of" in page
    assert f"/jobs/{added.job.pk}/preview?40" in page
    assert "<polyline" in page
    assert 'name="_cancel"' in page
    assert 'name="_publish"' not in page
    assert 'name="_save"' not in page
    assert 'name="title"' not in page  # nothing to lose when the page is loaded again


def test_a_learnt_style_is_published_changed_and_withdrawn(admin_client: Client) -> None:
    added = learnt_style(admin_client)
    assert "not published" in page_of(admin_client, added)

    assert "Blue dog is in the picker now." in press(admin_client, added, "publish")
    assert offered() == ["Blue dog"]
    admin_client.post(f"{LIST}{added.pk}/change/", {**FACTS, "title": "Blue horse"})
    assert offered() == ["Blue horse"]
    assert "is not offered any more" in press(admin_client, added, "withdraw")
    assert offered() == []


def test_a_training_is_cancelled_and_queued_again(admin_client: Client) -> None:
    added = style_in_training(admin_client)

    press(admin_client, added, "cancel")
    assert "training: Cancelled" in page_of(admin_client, added)
    press(admin_client, added, "train")

    added.refresh_from_db()
    assert added.job
    assert added.job.state == "queued"
    assert Job.objects.count() == 1


def test_a_style_of_an_earlier_network_says_so_and_is_not_offered(admin_client: Client) -> None:
    added = learnt_style(admin_client)
    press(admin_client, added, "publish")
    style_file(style_to_add(added.slug).weights_path, b"of another painter")

    page = page_of(admin_client, added)

    assert "trained for an earlier network; train it again" in page
    assert 'name="_train"' in page
    assert offered() == []


def test_deleting_leaves_nothing_behind(admin_client: Client) -> None:
    added = learnt_style(admin_client)
    press(admin_client, added, "publish")

    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": added.pk, "post": "yes"})

    assert offered() == []
    assert not AddedStyle.objects.exists()
    assert not Job.objects.exists()
    assert not style_to_add("blue-dog").weights_path.exists()
    assert not added.picture.storage.exists(str(added.picture))


def test_styles_of_the_command_are_listed_and_can_be_withdrawn_and_published(admin_client: Client) -> None:
    added_style("red-cat")

    assert "Red cat" in admin_client.get(LIST).content.decode()
    for action, names in (("withdraw", []), ("publish", ["Red cat"]), ("train", ["Red cat"])):
        selected = AddedStyle.objects.get().pk
        page = admin_client.post(LIST, {"action": action, "_selected_action": selected}, follow=True)
        assert offered() == names
    assert "Red cat: published." in page.content.decode()  # its picture is not here to train it from


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": "Great Wave"}, "A style called great-wave ships already; choose another name."),
        ({"title": "?!"}, "A style needs a name of letters or digits; choose another one."),
        ({"file": ""}, "Please choose the picture to learn the style from."),
        ({"file": SimpleUploadedFile("dog.jpg", b"<html>")}, "This is not a picture we can read"),
    ],
)
def test_what_cannot_be_learnt_is_told_beside_its_field(
    change: dict[str, object], sentence: str, admin_client: Client
) -> None:
    page = admin_client.post(ADD, {**FACTS, "file": file(), **change}).content.decode()

    assert sentence in page
    assert not AddedStyle.objects.exists()
    assert not Job.objects.exists()


def test_a_name_is_used_once(admin_client: Client) -> None:
    style_in_training(admin_client)

    page = admin_client.post(ADD, {**FACTS, "file": file()}).content.decode()

    assert "There is an added style called blue-dog already; choose another title." in page


def test_a_full_queue_is_told(admin_client: Client, settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0

    page = admin_client.post(ADD, {**FACTS, "file": file()}, follow=True).content.decode()

    assert "Many pictures are waiting just now." in page
    assert not AddedStyle.objects.exists()


def test_strangers_see_nothing(client: Client) -> None:
    assert client.get(LIST).status_code == 302
