"""The pages of a style that somebody brought."""

import pytest
from django.test import Client
from django.utils import timezone

from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_styles import own_style_refine
from tests.jobs.makers import own, queued_job
from tests.styles.makers import own_style, own_style_in

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def refined(style: OwnStyle) -> None:
    own_style_refine(style, client="ada")
    Job.objects.filter(kind="training").update(state=Job.State.DONE, finished=timezone.now(), progress=1.0)


def test_whoever_has_the_link_sees_the_picture_and_can_paint_with_it(client: Client) -> None:
    style = own_style()

    text = page(client, style.get_absolute_url())

    assert f"/online/?style={style.slug}" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "/refine/" not in text
    assert "/delete/" not in text
    answer = client.get(f"/styles/own/{style.slug}/picture.jpg")
    assert b"".join(answer)[:2] == b"\xff\xd8"
    assert answer.headers["Cache-Control"].startswith("private")


def test_a_light_has_such_a_page_without_a_refinement(client: Client) -> None:
    light = own_style_in(client, kind="photographic")
    job = own(client, queued_job(styles={light.slug: 100}))

    texts = page(client, light.get_absolute_url()), page(client, job.get_absolute_url())

    assert f"/online/?style={light.slug}" in texts[0]
    assert "Give a photo this light" in texts[0]
    assert "Your photo in the light of your photo" in texts[1]
    assert not any("refine" in text.lower() for text in texts)
    assert "A photo in a light of its own" in page(Client(), job.get_absolute_url())
    assert client.post(f"/styles/own/{light.slug}/refine/").status_code == 404


@pytest.mark.parametrize("what", ["refine", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_browser_that_brought_it_changes_it(client: Client, what: str, method: str) -> None:
    style = own_style(browser="somebody else")

    answer = getattr(client, method)(f"/styles/own/{style.slug}/{what}/")

    assert answer.status_code == 403
    assert "Only whoever brought this style can do that." in answer.content.decode()
    assert OwnStyle.objects.get().job is None


def test_a_style_that_is_gone_is_not_found(client: Client) -> None:
    assert client.get("/styles/own/own-0123456789abcdef/").status_code == 404


def test_its_owner_refines_it_and_sees_how_far_that_is(client: Client) -> None:
    style = own_style_in(client)
    address = f"/styles/own/{style.slug}/refine/"

    assert client.post(address).headers["Location"] == style.get_absolute_url()
    assert "waits to be refined" in page(client, style.get_absolute_url())
    Job.objects.update(state=Job.State.RUNNING, progress=0.5)
    assert 'value="0.50"' in client.get(address).content.decode()
    Job.objects.update(state=Job.State.DONE)
    answer = client.get(address)
    assert (answer.status_code, "is refined." in answer.content.decode()) == (286, True)


def test_a_picture_that_was_painted_before_can_be_painted_again(client: Client) -> None:
    style = own_style_in(client)
    job = own(client, queued_job(1200, 900, styles={style.slug: 60, "udnie": 40}, keep_colours=True))
    before = page(client, job.get_absolute_url())
    refined(style)

    after = page(client, job.get_absolute_url())

    assert "Refine (about a minute)" in before
    assert "Show the refined picture" not in before
    for name, value in (("photo", job.pk), ("style", style.slug), (f"weight-{style.slug}", 60), ("keep_colours", "on")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in after
    Job.objects.filter(pk=job.pk).update(started=timezone.now())
    assert "Show the refined picture" not in page(client, job.get_absolute_url())


def test_the_refinement_beside_a_picture_asks_for_it_in_place(client: Client) -> None:
    style = own_style_in(client)
    job = own(client, queued_job(styles={style.slug: 100}))

    answer = client.post(f"/styles/own/{style.slug}/refine/", {"job": job.pk}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f"/refine/?job={job.pk}" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_its_owner_deletes_it_after_one_question(client: Client) -> None:
    style = own_style_in(client)
    assert "What you painted with it stays." in page(client, f"/styles/own/{style.slug}/delete/")

    answer = client.post(f"/styles/own/{style.slug}/delete/")

    assert answer.headers["Location"] == "/online/"
    assert not OwnStyle.objects.exists()


def test_the_page_of_a_picture_names_the_style_to_its_owner_only(client: Client) -> None:
    style = own_style_in(client)
    job = own(client, queued_job(styles={style.slug: 100}))

    assert "Your photo after your picture" in page(client, job.get_absolute_url())
    others = page(Client(), job.get_absolute_url())
    assert style.slug not in others
    assert style.title not in others
    assert "A photo in a style of its own" in others


def test_a_picture_whose_style_was_deleted_is_still_shown(client: Client) -> None:
    style = own_style_in(client)
    job = own(client, queued_job(styles={style.slug: 100}))
    client.post(f"/styles/own/{style.slug}/delete/")

    assert "Your picture" in page(client, job.get_absolute_url())
