"""Starting with good and bad environments, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 60, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("ENVIRONMENT", "staging", "one of local, production"),
        ("DEBUG", "perhaps", "one of true, 1, yes, on, false, 0, no, off"),
        ("UPLOAD_MAX_BYTES", "20MB", "a whole number of at least 1"),
        ("QUEUE_LIMIT", "0", "a whole number of at least 1"),
        ("DATABASE_URL", "mongo://localhost/db", "one of sqlite://, postgres://, postgresql://"),
        ("DATABASE_URL", "postgres", "one of sqlite://, postgres://, postgresql://"),
        ("SCENE_PARSER", "/nowhere/parser.npz", "the path of a file"),
        ("EMAIL_URL", "carrier-pigeon://home", "smtp+tls://"),
    ],
)
def test_a_bad_value_stops_the_start_with_its_name_and_what_is_accepted(name: str, value: str, accepted: str) -> None:
    outcome = manage("check", **{name: value})

    assert outcome.returncode != 0
    assert name in outcome.stderr
    assert accepted in outcome.stderr
    assert "Traceback" not in outcome.stderr


PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "".join(chr(33 + index % 90) for index in range(60)),
    "ALLOWED_HOSTS": "example.org",
    "EMAIL_URL": "smtp+tls://me:hunter2@mail.example.org:587",
}


@pytest.mark.parametrize(
    ("missing", "nothing"), [("SECRET_KEY", ""), ("ALLOWED_HOSTS", ""), ("ALLOWED_HOSTS", " , "), ("EMAIL_URL", "")]
)
def test_production_must_be_told_what_has_no_safe_default(missing: str, nothing: str) -> None:
    outcome = manage("check", **PRODUCTION | {missing: nothing})

    assert outcome.returncode != 0
    (sentence,) = outcome.stderr.splitlines()
    assert f"{missing} is not set; it must be " in sentence


def test_spaces_between_host_names_do_no_harm() -> None:
    environment = PRODUCTION | {"ALLOWED_HOSTS": " example.org, www.example.org ,"}
    code = "from django.conf import settings as s; print(s.ALLOWED_HOSTS, s.SITE_URL)"
    outcome = manage("shell", "--no-imports", "--command", code, **environment)

    assert outcome.stdout.strip() == "['example.org', 'www.example.org'] https://example.org"


def test_a_password_in_a_bad_address_is_not_printed() -> None:
    assert "hunter2" not in manage("check", DATABASE_URL="mysql://me:hunter2@localhost/db").stderr


def test_production_settings_pass_djangos_deployment_check() -> None:
    outcome = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert outcome.returncode == 0, outcome.stderr


def test_a_worker_without_a_lane_says_which_there_are() -> None:
    outcome = manage("work")

    assert outcome.returncode != 0
    assert "the following arguments are required: lane" in outcome.stderr


def test_without_a_mail_server_mails_are_written_into_the_media_folder(tmp_path: Path) -> None:
    send = "from django.core.mail import send_mail; send_mail('Hello', 'Text', None, ['ada@example.org'])"

    manage("shell", "--no-imports", "--command", send, MEDIA_ROOT=str(tmp_path))

    (mail,) = (tmp_path / "mail").glob("*.eml")
    assert b"Subject: Hello" in mail.read_bytes()


@pytest.mark.parametrize("address", ["s3://host", "s3://host/", "s3://host/a/b", "ftp://host/bucket", "bucket"])
def test_a_store_needs_a_host_and_a_bucket(address: str) -> None:
    outcome = manage("check", STORE_URL=address.replace("host", "key:hunter2@host"))

    assert outcome.returncode != 0
    assert "STORE_URL" in outcome.stderr
    assert "s3://KEY:SECRET@HOST/BUCKET" in outcome.stderr
    assert "hunter2" not in outcome.stderr
