"""A client that openapi-python-client makes from our description alone, against a live server."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from drf_spectacular.generators import SchemaGenerator

from algorithms.styles.catalogue import styles
from imagetransfer.jobs.models import Job
from tests.clients.conftest import grey_of
from tests.styles.makers import added_style


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Generate the package `painter_client`; whatever the generator cannot express fails."""
    folder = tmp_path_factory.mktemp("generated")
    description, config = folder / "openapi.json", folder / "config.json"
    description.write_text(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))  # type: ignore[no-untyped-call]
    config.write_text(json.dumps({"post_hooks": []}))
    generator = Path(sys.executable).with_name("openapi-python-client")
    options: list[str | Path] = [
        "--path",
        description,
        "--config",
        config,
        "--output-path",
        folder / "painter_client",
        "--meta",
        "none",
    ]
    done = subprocess.run(
        [generator, "generate", *options, "--fail-on-warning"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))


Call = Callable[..., Any]


@pytest.fixture
def call(site: str, package: None) -> Iterator[Call]:
    """Return how an operation is called, by its tag and name."""
    with import_module("painter_client").Client(base_url=site, timeout=httpx.Timeout(60)) as connection:

        def call(operation: str, *arguments: Any, **options: Any) -> Any:
            module = import_module(f"painter_client.api.{operation}")
            return module.sync(*arguments, client=connection, **options)

        yield call


def paint(call: Call, photo: Path, style: str) -> Any:
    """Send a photo as a file, and wait for its painting."""
    models, types = import_module("painter_client.models"), import_module("painter_client.types")
    picture = types.File(payload=BytesIO(photo.read_bytes()), file_name="photo.jpg", mime_type="image/jpeg")
    body = models.StylizationFormRequest(style=style, picture=picture)
    return call("stylizations.stylization_create", body=body, prefer="wait=20")


def test_a_generated_client_paints_a_photo_and_gets_its_pictures_as_bytes(call: Call, photo: Path) -> None:
    job = paint(call, photo, styles()[0].slug)

    preview, jpeg, png = (
        call(f"jobs.job_{name}", job.id).payload.read() for name in ("preview", "result_jpg", "result_png")
    )

    assert [picture[:2] for picture in (preview, jpeg, png)] == [b"\xff\xd8", b"\xff\xd8", b"\x89P"]
    assert [grey_of(picture) for picture in (preview, jpeg, png)] == pytest.approx([215] * 3, abs=2)


def test_a_generated_client_takes_a_style_that_the_site_added_after_it_was_made(call: Call, photo: Path) -> None:
    added_style()

    paint(call, photo, "blue-dog")

    assert Job.objects.get().parameters["styles"] == {"blue-dog": 100}


def test_a_generated_client_reads_problems(call: Call, photo: Path) -> None:
    wrong, missing = paint(call, photo, "no-such-style"), call("jobs.job_result_png", uuid4())

    assert (wrong.code, wrong.errors[0].field) == ("invalid", "style")
    assert (missing.code, missing.detail[-1]) == ("not_found", ".")
