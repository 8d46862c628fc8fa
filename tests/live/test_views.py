"""What the page of live painting may do, and what it can ask for."""

from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from algorithms.johnson.style_params import read_style_params
from algorithms.styles.catalogue import PAINTER_FILE
from imagetransfer.jobs.own_style_work import own_style_learnt
from tests.styles.makers import added_style, learnt_as, own_style, own_style_in

pytestmark = pytest.mark.django_db

OTHER_PAGES = ("/", "/online/", "/custom/", "/gallery/", "/api/")


def policies(client: Client, address: str) -> tuple[str, str]:
    headers = client.get(address).headers
    return headers["Content-Security-Policy"], headers["Permissions-Policy"]


def test_the_page_may_ask_for_the_camera_and_no_other_page_may(client: Client) -> None:
    assert "camera=(self)" in policies(client, "/live/")[1]
    for address in OTHER_PAGES:
        assert "camera=()" in policies(client, address)[1]


def test_only_the_workers_script_may_compile_webassembly(client: Client) -> None:
    assert "script-src 'self' 'wasm-unsafe-eval'" in policies(client, "/live/painter.js")[0]
    for address in ("/live/", *OTHER_PAGES):
        csp, _ = policies(client, address)
        assert "default-src 'self'" in csp
        assert "unsafe" not in csp


def test_the_worker_is_told_where_everything_lies(client: Client) -> None:
    answer = client.get("/live/painter.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    script = answer.content.decode()
    for address in (
        "js/painter/worker.js",
        "live/painter.safetensors",
        "live/ordinary.webp",
        "js/painter/painter.wasm",
    ):
        assert f'"/static/{address}"' in script
    assert '"/live/styles/SLUG"' in script


def test_the_page_offers_every_painting_and_the_visitors_own(client: Client) -> None:
    mine, others = own_style_in(client), own_style("Somebody else's")

    text = client.get("/live/?style=udnie").content.decode()

    assert 'value="great-wave"' in text
    assert 'value="golden-hour-city"' not in text
    assert f'value="{mine.slug}"' in text
    assert others.slug not in text
    assert text.count(" checked") == 1
    assert 'value="udnie" data-title="Udnie (Young American Girl, The Dance)" data-kind="painting" checked' in text


def test_the_parameters_of_an_own_style_come_by_its_slug_once_it_is_learnt(client: Client, tmp_path: Path) -> None:
    style = own_style()
    early = client.get(f"/live/styles/{style.slug}")
    learnt_as(3, tmp_path / "learnt.npz")
    own_style_learnt(style.slug, tmp_path / "learnt.npz")

    answer = client.get(f"/live/styles/{style.slug}")

    assert early.status_code == 409
    assert early.content.decode() == "This style is not learnt yet. Please paint a photo with it first."
    assert answer.headers["Cache-Control"] == "private, no-cache"
    expected = read_style_params(PAINTER_FILE).values[3]
    np.testing.assert_array_equal(np.frombuffer(answer.content, "<f2"), expected.ravel().astype("<f2"))


def test_a_style_with_a_painter_of_its_own_is_refused_in_one_sentence(client: Client) -> None:
    style = added_style()

    answer = client.get(f"/live/styles/{style.slug}")

    assert answer.status_code == 409
    assert answer.content.decode().startswith("This style has a painter of its own, which works on the server only.")


def test_an_unknown_style_is_not_found(client: Client) -> None:
    assert client.get("/live/styles/nothing").status_code == 404
