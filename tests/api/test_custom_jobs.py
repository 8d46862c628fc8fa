"""Custom jobs over the API: every option, the same limits and defaults as the site's form."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from imagetransfer.jobs.custom_algorithms import ALGORITHMS
from imagetransfer.jobs.mails import webhook_secret
from imagetransfer.jobs.models import Job
from imagetransfer.outbox.addresses import mailbox_block, mailbox_of
from imagetransfer.outbox.models import Mail
from tests.api.makers import bearer, get, picture_file, picture_text, pictures, post, post_form, problem
from tests.jobs.makers import content_of, stored_files

pytestmark = pytest.mark.django_db


def test_without_options_a_painting_has_all_the_defaults() -> None:
    answer = post("paintings", pictures())

    job = Job.objects.get()
    assert answer.status_code == 202
    assert (job.kind, job.algorithm, job.state, job.lane) == ("custom", "gatys", "queued", "custom")
    assert ALGORITHMS["gatys"].read_options(job.parameters["options"]) == ALGORITHMS["gatys"].options()
    assert content_of(job.style) != b""
    assert answer.json()["webhook_secret"] == webhook_secret(job)


def test_a_form_that_leaves_switches_out_does_not_turn_them_off() -> None:
    post_form("paintings", {"content": picture_file(), "style": picture_file(), "steps": "20"})

    options = Job.objects.get().parameters["options"]
    assert (options["clip"], options["steps"]) == (True, 20)


@pytest.mark.parametrize("way", ["form", "json"])
def test_every_kind_of_option_arrives(way: str) -> None:
    chosen = {"steps": 50, "style_weight": 12.5, "colours": "luminance", "clip": False, "seed": 7}
    lists = {"style_layers": ["relu1_1", "relu2_1"], "style_layer_weights": [1.0, 3.0]}
    if way == "form":
        post_form("paintings", {"content": picture_file(), "style": picture_file(), "size": "256", **chosen, **lists})
    else:
        post("paintings", pictures(size=256, **chosen, **lists))

    job = Job.objects.get()
    assert job.parameters["size"] == 256
    assert job.parameters["options"].items() >= {**chosen, **lists}.items()


@pytest.mark.parametrize("way", ["form", "json"])
def test_a_preset_stands_behind_what_is_left_out(way: str) -> None:
    chosen = {"preset": "keras-lbfgs", "tv_weight": 0.5, "steps": 9}
    if way == "form":
        post_form("paintings", {"content": picture_file(), "style": picture_file(), **chosen})
    else:
        post("paintings", pictures(**chosen))

    options = Job.objects.get().parameters["options"]
    # the source's values, but for the total variation and the steps, which were sent
    assert (options["losses"], options["content_weight"], options["enhance"]) == ("keras", 0.08, 1.2)
    assert options["style_layer_weights"] == [0.1, 0.1, 0.4, 0.3, 0.1]
    assert options["content_layers"] == ["relu5_2"]
    assert (options["tv_weight"], options["steps"], options["clip"]) == (0.5, 9, False)


def test_uploads_stand_in_for_pictures() -> None:
    upload = post_form("uploads", {"picture": picture_file(80, 40)}).json()["id"]

    post("paintings", {"content_upload": upload, "style": picture_text()})

    assert (Job.objects.get().width, Job.objects.get().height) == (80, 40)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"steps": 0}, "steps"),
        ({"steps": "many"}, "steps"),
        ({"steps": 10**9}, "steps"),
        ({"size": 300}, "size"),
        ({"colours": "purple"}, "colours"),
        ({"clip": "no"}, "clip"),
        ({"style_layers": "relu1_1"}, "style_layers"),
        ({"style_layers": [7]}, "style_layers"),
        ({"style_layers": ["pool9"]}, "style_layers.0"),
        ({"email": "nobody"}, "email"),
        ({"webhook": "ftp//here"}, "webhook"),
        ({"stepz": 5}, "stepz"),
        ({"blend": [1.0]}, "blend"),
        ({"losses": "keras"}, "losses"),
        ({"preset": "mona-lisa"}, "preset"),
    ],
)
def test_each_wrong_option_is_named_and_nothing_is_stored(
    wrong: dict[str, Any], field: str, settings: Settings
) -> None:
    answer = post("paintings", pictures(**wrong))

    assert problem(answer) == (400, "invalid")
    assert answer.json()["errors"][0]["field"] == field
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


@pytest.mark.parametrize("body", [{"content": "content"}, {"style": "style"}, {}])
def test_both_pictures_are_needed(body: dict[str, str]) -> None:
    assert problem(post("paintings", {name: picture_text() for name in body})) == (400, "invalid")


def test_options_that_do_not_fit_together_are_told_in_the_algorithms_words() -> None:
    answer = post("paintings", pictures(steps=2, scales=3))

    assert problem(answer) == (400, "invalid")
    assert "too few for 3 scales" in answer.json()["detail"]


def test_the_owner_gets_a_mail_in_the_chosen_language() -> None:
    post("paintings", pictures(email="ada@example.org", language="zh-hans"))

    assert Mail.objects.get().kind == "received"
    assert Job.objects.get().language == "zh-hans"


def test_who_wants_no_mail_gets_none_and_nothing_is_left_behind(settings: Settings) -> None:
    mailbox_block(mailbox_of("ada@example.org"))

    answer = post("paintings", pictures(email="ada@example.org"))

    assert problem(answer) == (400, "mail_refused")
    assert not Job.objects.exists()
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()


def test_enough_mails_for_one_day_are_enough(settings: Settings) -> None:
    settings.MAILS_PER_ADDRESS = 0

    assert problem(post("paintings", pictures(email="ada@example.org"))) == (429, "mail_limit")


def test_a_webhook_with_a_password_in_it_is_refused() -> None:
    answer = post("paintings", pictures(webhook="https://me:secret@example.org/"))

    assert problem(answer) == (400, "webhook_refused")


def test_one_client_does_not_fill_the_queue(settings: Settings) -> None:
    settings.CLIENT_QUEUE_LIMIT = 1
    headers = bearer()
    post("paintings", pictures(), headers)

    assert problem(post("paintings", pictures(), headers)) == (429, "too_many_jobs")
    assert post("paintings", pictures(), bearer()).status_code == 202


def test_losses_and_steps_are_told() -> None:
    job = post("paintings", pictures()).json()
    Job.objects.update(state="running", step=20, losses=[{"step": 20, "total": 0.5, "content": 0.25}])

    shown = get(f"jobs/{job['id']}").json()

    assert shown["step"] == 20
    assert shown["losses"] == [{"step": 20, "total": 0.5, "content": 0.25}]


def test_a_deleted_job_is_gone_with_its_pictures(settings: Settings) -> None:
    made = post("paintings", pictures()).json()
    job = made["id"]

    assert Client().delete(f"/api/v1/jobs/{job}", headers={"Job-Secret": made["secret"]}).status_code == 204
    assert problem(get(f"jobs/{job}")) == (404, "not_found")
    assert stored_files(Path(settings.MEDIA_ROOT)) == set()
    assert problem(Client().delete(f"/api/v1/jobs/{uuid4()}")) == (404, "not_found")


def test_a_picture_that_cannot_be_read_is_told_with_its_own_status() -> None:
    broken = {"content": picture_text(), "style": "aGVsbG8sIHdvcmxkIQ=="}

    assert problem(post("paintings", broken)) == (415, "picture_unknown")
