"""Any picture as the style, over the API."""

import pytest
from pytest_django import Settings

from algorithms.styles.catalogue import styles_of
from imagetransfer.jobs.models import Job
from imagetransfer.styles.models import OwnStyle
from imagetransfer.styles.own_selectors import style_secret
from tests.api.makers import STYLE, bearer, delete, get, picture_file, picture_text, post, post_form, problem
from tests.styles.makers import own_style

pytestmark = pytest.mark.django_db

LIGHT = styles_of("photographic")[0].slug


def secret_of(own: OwnStyle) -> dict[str, str]:
    return {"Style-Secret": style_secret(own)}


def test_a_picture_is_the_style_of_a_photo() -> None:
    for answer in (
        post_form("stylizations", {"style_picture": picture_file(), "picture": picture_file(), "strength": 80}),
        post("stylizations", {"style_picture": picture_text(), "picture": picture_text(), "strength": 80}),
    ):
        assert answer.status_code == 202
        (slug,) = answer.json()["parameters"]["styles"]
        assert answer.json()["parameters"]["strength"] == 80
        assert OwnStyle.objects.get(slug=slug).client == Job.objects.get(pk=answer.json()["id"]).client


def test_a_photo_is_the_light_of_another() -> None:
    at_once = post_form(
        "stylizations", {"style_picture": picture_file(), "style_kind": "photographic", "picture": picture_file()}
    )
    made = post("own-styles", {"picture": picture_text(), "kind": "photographic"}).json()
    mix = post("stylizations", {"styles": {made["slug"]: 60, LIGHT: 40}, "picture": picture_text()})

    (slug,) = at_once.json()["parameters"]["styles"]
    assert OwnStyle.objects.get(slug=slug).kind == "photographic"
    assert (made["kind"], made["title"]) == ("photographic", "My light")
    assert mix.json()["parameters"]["styles"] == {made["slug"]: 60, LIGHT: 40}


def test_a_kind_without_a_picture_is_told() -> None:
    answer = post("stylizations", {"style_kind": "photographic", "style": STYLE, "picture": picture_text()})

    assert problem(answer) == (400, "invalid")
    assert "This goes with style_picture" in answer.json()["detail"]


def test_a_light_is_not_refined() -> None:
    own = own_style(kind="photographic")

    answer = post(f"own-styles/{own.slug}/refine", None, secret_of(own))

    assert problem(answer) == (400, "invalid")
    assert answer.json()["detail"] == "A light is learnt whole at first sight. Only paintings are refined."


def test_one_way_to_name_the_style_is_enough() -> None:
    answer = post("stylizations", {"style_picture": picture_text(), "style": STYLE, "picture": picture_text()})

    assert problem(answer) == (400, "invalid")
    assert "only one of style, styles and style_picture" in answer.json()["detail"]
    assert not OwnStyle.objects.exists()


def test_a_picture_that_is_none_is_refused_as_a_photo_is() -> None:
    answer = post("stylizations", {"style_picture": "bm8gcGljdHVyZQ==", "picture": picture_text()})

    assert problem(answer) == (415, "picture_unknown")


def test_no_style_stays_behind_when_no_job_comes_of_it(settings: Settings) -> None:
    settings.QUEUE_LIMIT = 0

    answer = post_form("stylizations", {"style_picture": picture_file(), "picture": picture_file()})

    assert problem(answer) == (503, "queue_full")
    assert not OwnStyle.objects.exists()


def test_a_style_is_made_once_and_used_alone_or_in_a_mix() -> None:
    made = post_form("own-styles", {"picture": picture_file(), "title": "Opus 1.2"})

    body = made.json()
    assert made.status_code == 201
    assert made.headers["Location"].endswith(f"/api/v1/own-styles/{body['slug']}")
    assert (body["title"], body["kind"], body["refinement"]) == ("Opus 1.2", "painting", "none")
    assert body["picture"] == f"http://testserver/styles/own/{body['slug']}/picture.jpg"
    alone = post("stylizations", {"style": body["slug"], "picture": picture_text()})
    mix = post("stylizations", {"styles": {body["slug"]: 60, STYLE: 40}, "picture": picture_text()})
    assert alone.json()["parameters"]["styles"] == {body["slug"]: 100}
    assert mix.json()["parameters"]["styles"] == {body["slug"]: 60, STYLE: 40}


def test_whoever_has_the_slug_sees_the_style_and_no_list_has_it() -> None:
    own = own_style()

    shown = get(f"own-styles/{own.slug}").json()

    assert shown["title"] == own.title
    assert "secret" not in shown
    assert own.slug not in get("styles").content.decode()
    assert problem(get(f"styles/{own.slug}")) == (404, "not_found")
    assert problem(get("own-styles/own-gone")) == (404, "not_found")


def test_a_jobs_id_alone_does_not_tell_the_slug() -> None:
    made = post_form("stylizations", {"style_picture": picture_file(), "picture": picture_file()}).json()
    slug = OwnStyle.objects.get().slug

    assert get(f"jobs/{made['id']}").json()["parameters"]["styles"] == {"own": 100}
    shown = get(f"jobs/{made['id']}", {"Job-Secret": made["secret"]}).json()
    assert shown["parameters"]["styles"] == {slug: 100}


def test_its_owner_refines_and_deletes_it() -> None:
    own = own_style()

    assert problem(post(f"own-styles/{own.slug}/refine", None)) == (403, "not_owner")
    assert problem(delete(f"own-styles/{own.slug}")) == (403, "not_owner")
    refining = post(f"own-styles/{own.slug}/refine", None, secret_of(own))
    assert (refining.status_code, refining.json()["refinement"]) == (202, "waiting")
    Job.objects.update(state=Job.State.DONE)
    assert get(f"own-styles/{own.slug}").json()["refinement"] == "done"
    assert delete(f"own-styles/{own.slug}", secret_of(own)).status_code == 204
    assert not OwnStyle.objects.exists()


def test_the_token_that_made_it_owns_it() -> None:
    token = bearer()
    slug = post_form("own-styles", {"picture": picture_file()}, token).json()["slug"]

    assert problem(delete(f"own-styles/{slug}", bearer())) == (403, "not_owner")
    assert delete(f"own-styles/{slug}", token).status_code == 204


def test_a_client_makes_a_quarter_as_many_styles_as_jobs(settings: Settings) -> None:
    settings.API_JOBS_PER_HOUR = 8

    first = post_form("own-styles", {"picture": picture_file()})
    post_form("stylizations", {"style_picture": picture_file(), "picture": picture_file()})
    third = post_form("own-styles", {"picture": picture_file()})
    fourth = post_form("stylizations", {"style_picture": picture_file(), "picture": picture_file()})

    assert '"styles";r=1;' in first.headers["RateLimit"]
    assert problem(third) == problem(fourth) == (429, "too_many_requests")
    assert OwnStyle.objects.count() == 2
