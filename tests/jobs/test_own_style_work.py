"""A worker brings what was learnt of an own style, or has the encoder look."""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from algorithms.grading.grade import Parse
from algorithms.styles.catalogue import Kind, Style, fits, style, styles_of
from algorithms.styles.options import FastOptions
from algorithms.stylize import write_style_of
from imagetransfer.files import places
from imagetransfer.files.store import store, write
from imagetransfer.jobs.models import Job
from imagetransfer.jobs.own_style_work import own_styles_here
from imagetransfer.jobs.tasks import job_run
from imagetransfer.styles.own_styles import own_style_delete
from tests.algorithms.makers import style_file
from tests.jobs.makers import queued_job
from tests.styles.makers import learnt_as, own_style

pytestmark = pytest.mark.django_db

LIGHT = styles_of("photographic")[0].slug


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """Count how often the encoder looks, at pictures of which size."""
    looks: list[tuple[int, ...]] = []

    def look(picture: np.ndarray, style: Style, parse: Parse) -> None:
        looks.append(picture.shape)
        write_style_of(picture, style, parse)

    monkeypatch.setattr("algorithms.stylize.write_style_of", look)
    return looks


def contents(name: str) -> bytes:
    with store().open(name) as file:
        return file.read()


def brought(slug: str) -> tuple[Style, bytes]:
    with own_styles_here(FastOptions(styles={slug: 100}).chosen()):
        here = style(slug)
        assert fits(here)
        return here, here.weights_path.read_bytes()


@pytest.mark.usefixtures("each_store")
def test_the_encoder_looks_once_and_the_store_keeps_what_it_saw(looks: list[Any]) -> None:
    own = own_style()

    first, second = brought(own.slug), brought(own.slug)

    assert looks == [(200, 300, 3)]
    assert first[1] == second[1]
    assert not first[0].weights_path.exists()  # with the job its copy is gone


def test_what_was_learnt_for_another_painter_is_learnt_anew(looks: list[Any], tmp_path: Path) -> None:
    own = own_style()
    style_file(tmp_path / "old.npz", b"of another painter")
    write(places.own_style_params(own.slug), (tmp_path / "old.npz").read_bytes())

    brought(own.slug)

    assert len(looks) == 1


def test_a_refined_style_is_used_as_it_is(looks: list[Any], tmp_path: Path) -> None:
    own = own_style()
    learnt_as(5, tmp_path / "refined.npz")
    write(places.own_style_params(own.slug), (tmp_path / "refined.npz").read_bytes())

    assert brought(own.slug)[1] == (tmp_path / "refined.npz").read_bytes()
    assert looks == []


def test_a_photo_is_painted_in_an_own_style() -> None:
    own = own_style()
    job = queued_job(60, 40, style=own.slug)

    job_run("preview")

    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "")


def test_a_photo_is_given_the_light_of_an_own_photo_alone_and_mixed() -> None:
    grey, red = (own_style(kind="photographic", colour=colour) for colour in ("grey", "red"))
    jobs = [queued_job(60, 40, styles=dict.fromkeys(mix, 50)) for mix in ([grey.slug], [red.slug], [LIGHT, red.slug])]

    for _ in jobs:
        job_run("preview")

    done = [Job.objects.get(pk=job.pk) for job in jobs]
    assert [(job.state, job.message) for job in done] == [("done", "")] * 3
    results = [contents(str(job.result)) for job in done]
    assert len(set(results)) == 3
    red_and_blue = np.asarray(Image.open(BytesIO(results[1]))).mean(axis=(0, 1))[[0, 2]]
    assert red_and_blue[0] > red_and_blue[1] + 50


def test_a_photo_without_the_part_that_was_asked_for_is_told_and_kept() -> None:
    job = queued_job(60, 40, style=LIGHT, where="person")

    job_run("preview")

    job.refresh_from_db()
    assert job.state == "failed"
    assert job.message == "We cannot find the part that you chose in this photo; please choose another one, or all."
    assert store().open(str(job.content)).close() is None


def test_a_light_is_learnt_each_time_and_nothing_of_it_is_kept(looks: list[Any]) -> None:
    own = own_style(kind="photographic")

    for _ in range(2):
        with own_styles_here(FastOptions(styles={own.slug: 100}).chosen()):
            assert style(own.slug).weights_path.exists()

    assert len(looks) == 2
    assert [file.name for file in store().listing("style-pictures/")] == [str(own.picture)]


@pytest.mark.parametrize("kind", ["painting", "photographic"])
@pytest.mark.parametrize("leaves_row", [True, False])
def test_a_job_whose_style_is_gone_says_so(leaves_row: bool, kind: Kind) -> None:
    own = own_style(kind=kind)
    job = queued_job(60, 40, style=own.slug)
    store().delete(str(own.picture)) if leaves_row else own_style_delete(own)

    job_run("preview")

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.message) == (
        "failed",
        "This style is not offered any more; please choose another one.",
    )
