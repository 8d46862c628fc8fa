"""The guide's examples, run as they stand on the page; tests/browser/test_api_pages.py runs the one in JavaScript."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from imagetransfer.jobs.models import Job
from tests.clients.conftest import grey_of, make_photo

ROOT = Path(__file__).parent.parent.parent
CLIENT = ROOT / "clients" / "python"


def example(site: str, name: str) -> str:
    page = httpx.get(f"{site}/api/").text
    found = re.search(rf'<code id="{name}">(.*?)</code>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the examples take for granted: photos, and the client's command."""
    make_photo(tmp_path / "photo.jpg", 40)
    (tmp_path / "holiday").mkdir()
    make_photo(tmp_path / "holiday" / "beach.jpg", 100)
    command = tmp_path / "bin" / "imagetransfer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m imagetransfer_client "$@"\n')
    command.chmod(0o755)
    return tmp_path


def run(program: list[str], folder: Path) -> str:
    environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(CLIENT)}
    done = subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shell(script: str, folder: Path) -> str:
    bash = shutil.which("bash")
    assert bash
    return run([bash, "-euo", "pipefail", "-c", script], folder)


def test_curl_paints_a_photo(site: str, folder: Path) -> None:
    shell(example(site, "stylize-sh"), folder)

    assert grey_of(folder / "painted.jpg") == pytest.approx(215, abs=2)


def test_curl_uploads_once_and_paints_twice(site: str, folder: Path) -> None:
    shell(example(site, "upload-sh"), folder)

    painted = [job.parameters for job in Job.objects.order_by("created")]
    assert [list(parameters["styles"]) for parameters in painted] == [["starry-night"], ["great-wave"]]


def test_curl_mixes_styles(site: str, folder: Path) -> None:
    shell(example(site, "mix-sh"), folder)

    job = Job.objects.get()
    assert job.parameters.pop("enlarged_from") == [48, 32]
    assert job.parameters == {
        "styles": {"great-wave": 60, "starry-night": 40}, "strength": 80, "keep_colours": True, "stroke": 150,
        "where": "everything",
    }  # fmt: skip


def test_curl_begins_a_painting_with_options_and_asks_how_far_it_is(site: str, folder: Path) -> None:
    make_photo(folder / "monet.jpg", 200)

    shell(example(site, "paint-sh"), folder)

    options = Job.objects.get().parameters["options"]
    assert (options["steps"], options["colours"]) == (100, "luminance")
    assert json.loads((folder / "progress.json").read_text())["losses"] == []


def test_python_paints_a_photo(site: str, folder: Path) -> None:
    run([sys.executable, "-c", example(site, "stylize-py")], folder)

    assert grey_of(folder / "painted.jpg") == pytest.approx(215, abs=2)


def test_the_command_line_paints_a_photo_and_a_folder(site: str, folder: Path) -> None:
    said = shell(example(site, "client-sh"), folder)

    assert "starry-night" in said
    assert grey_of(folder / "photo-starry-night.jpg") == pytest.approx(215, abs=2)
    assert grey_of(folder / "painted" / "beach.jpg") == pytest.approx(155, abs=2)
