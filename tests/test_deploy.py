"""The commands, variables and lanes that `deploy/` names exist."""

import ast
import configparser
import importlib.util
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class

from imagetransfer.jobs.models import Job
from imagetransfer.outbox.public_http import DEADLINE_SECONDS
from imagetransfer.server.listening import STOP_SECONDS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
# Read by Python and the C library, not by our settings.
OF_OTHERS = {"PATH", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def supervisor() -> dict[str, list[str]]:
    """Return the command line of each program."""
    parsed = configparser.RawConfigParser()
    parsed.read(DEPLOY / "supervisord.conf")
    return {name: shlex.split(parsed[name]["command"]) for name in parsed.sections() if name.startswith("program:")}


@cache
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return parsed


def our_services() -> dict[str, dict[str, Any]]:
    return {name: each for name, each in compose()["services"].items() if each["image"] == "imagetransfer"}


@cache
def manifests() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    return [document for file in files for document in yaml.safe_load_all(file.read_text())]


def pods() -> dict[str, dict[str, Any]]:
    """Return the pods' specifications by the name of what makes them."""
    makers = [each for each in manifests() if each["kind"] in ("Deployment", "Job")]
    return {each["metadata"]["name"]: each["spec"]["template"]["spec"] for each in makers}


def units() -> dict[str, list[str]]:
    """Return what each unit of systemd starts, a template once for each lane that the target names."""
    target = (DEPLOY / "systemd" / "imagetransfer.target").read_text()
    found: dict[str, list[str]] = {}
    for file in (DEPLOY / "systemd").glob("*.service"):
        (line,) = re.findall(r"^ExecStart=(.*)$", file.read_text(), re.MULTILINE)
        instances = re.findall(re.escape(file.stem) + r"([\w]+)\.service", target) if file.stem.endswith("@") else [""]
        found |= {f"{file.stem}{lane}": shlex.split(line.replace("%i", lane)) for lane in instances}
    return found


def image() -> list[str]:
    """Return what the image runs when it is told nothing."""
    (line,) = re.findall(r"^CMD (.*)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    command: list[str] = json.loads(line)
    return command


COMMANDS: dict[str, dict[str, list[str]]] = {
    "supervisor": supervisor(),
    "compose": {name: each["command"] for name, each in our_services().items()},
    "kubernetes": {name: pod["containers"][0]["command"] for name, pod in pods().items()},
    "systemd": units(),
    "image": {"default": image()},
}
EACH = [pytest.param(line, id=f"{kind}-{name}") for kind, lines in COMMANDS.items() for name, line in lines.items()]


@pytest.mark.parametrize("line", EACH)
def test_a_command_line_is_one_that_works(line: list[str]) -> None:
    words = line[next(place for place, word in enumerate(line) if word.rpartition("/")[2].startswith("python")) + 1 :]
    if words[0] == "-m":
        assert importlib.util.find_spec(words[1]), f"there is no module {words[1]}"
        return
    assert words[0] == "manage.py"
    app = get_commands()[words[1]]
    command = load_command_class(app, words[1]) if isinstance(app, str) else app
    command.create_parser("manage.py", words[1]).parse_args(words[2:])  # a wrong one ends the test with its usage


@pytest.mark.parametrize("kind", ["supervisor", "compose", "kubernetes", "systemd"])
def test_every_process_that_a_site_needs_is_started(kind: str) -> None:
    lines = [" ".join(line) for line in COMMANDS[kind].values()]

    for needed in ("deliver", "sweep", "-m imagetransfer.server", *(f"work {lane}" for lane in Job.Lane.values)):
        assert any(line.endswith(needed) for line in lines), f"{kind} starts no {needed}"


def test_the_web_server_has_time_to_finish_what_it_began() -> None:
    program = configparser.RawConfigParser()
    program.read(DEPLOY / "supervisord.conf")
    web_pod = pods()["web"]
    web_unit = (DEPLOY / "systemd" / "imagetransfer-web.service").read_text()
    times = {
        "supervisor": program["program:web"]["stopwaitsecs"],
        "compose": our_services()["web"]["stop_grace_period"].removesuffix("s"),
        "kubernetes": web_pod["terminationGracePeriodSeconds"],
        "systemd": re.findall(r"^TimeoutStopSec=(\d+)$", web_unit, re.MULTILINE)[0],
    }

    assert {kind: int(seconds) for kind, seconds in times.items() if int(seconds) <= STOP_SECONDS} == {}


def test_the_deliverer_has_time_to_finish_a_mail_and_a_call() -> None:
    program = configparser.RawConfigParser()
    program.read(DEPLOY / "supervisord.conf")
    unit = (DEPLOY / "systemd" / "imagetransfer-deliverer.service").read_text()
    times = [
        program["program:deliverer"]["stopwaitsecs"],
        our_services()["deliverer"]["stop_grace_period"].removesuffix("s"),
        pods()["deliverer"]["terminationGracePeriodSeconds"],
        re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[0],
    ]

    assert min(map(int, times)) > max(settings.EMAIL_TIMEOUT, DEADLINE_SECONDS)


def test_workers_are_added_by_the_wait_in_their_own_lane() -> None:
    scaled = {each["metadata"]["name"]: each["spec"] for each in manifests() if each["kind"] == "ScaledObject"}

    for spec in scaled.values():
        (_python, _manage, _work, lane) = COMMANDS["kubernetes"][spec["scaleTargetRef"]["name"]]
        assert f'imagetransfer_queue_age_seconds{{lane="{lane}"}}' in spec["triggers"][0]["metadata"]["query"]
    assert len(scaled) == len([line for line in COMMANDS["kubernetes"].values() if "work" in line])


@cache
def read_by_the_site() -> set[str]:
    """Return every upper-case text that our code gives a function first, or asks a mapping for."""
    found = set()
    files = [file for package in ("imagetransfer", "algorithms") for file in (ROOT / package).rglob("*.py")]
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text()))):
        asked = node.args[:1] if isinstance(node, ast.Call) else [node.slice] if isinstance(node, ast.Subscript) else []
        found |= {each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return {name for name in found if re.fullmatch(r"[A-Z][A-Z0-9_]+", name)}


def set_by_deploy() -> Iterator[tuple[str, str]]:
    """Yield file and name of every variable that is set for a process of ours."""
    for service in our_services().values():
        yield from (("compose.yaml", name) for name in service["environment"])
    for each in manifests():
        if each["kind"] in ("ConfigMap", "Secret"):
            yield from (("kubernetes", name) for name in each.get("data", each.get("stringData", {})))
    lines = (DEPLOY / "systemd" / "environment.example").read_text().splitlines()
    yield from (("environment.example", line.partition("=")[0]) for line in lines if line and line[0] != "#")
    environment = re.findall(r"^ENV (.*(?:\\\n.*)*)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)[-1]
    yield from (("Dockerfile", name) for name in re.findall(r"(\w+)=", environment))


def test_every_variable_that_deploy_sets_is_one_that_the_site_reads() -> None:
    unknown = {(file, name) for file, name in set_by_deploy() if name not in read_by_the_site() | OF_OTHERS}

    assert not unknown


def test_every_variable_of_the_compose_file_is_in_its_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    given = re.findall(r"^(\w+)=", (DEPLOY / "compose.env.example").read_text(), re.MULTILINE)

    assert asked == set(given)


def test_every_variable_of_the_readme_is_one_that_the_site_reads() -> None:
    rows = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert len(named) > 20
    assert named <= read_by_the_site()


def test_containers_write_nothing_but_what_they_are_given_and_are_nobody() -> None:
    for name, pod in pods().items():
        (container,) = pod["containers"]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert container["securityContext"]["readOnlyRootFilesystem"], name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name
    for name, service in our_services().items():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
    *_, last_stage = (DEPLOY / "Dockerfile").read_text().split("\nFROM ")
    assert "\nUSER 10001" in last_stage
    assert "apt-get" not in last_stage
