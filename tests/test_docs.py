"""The documentation: links lead somewhere, and commands are such that they run."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parent.parent
PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *(ROOT / folder / "README.md" for folder in ("benchmarks", "deploy", "algorithms/weights", "clients/python")),
]


def anchors_of(page: Path) -> set[str]:
    """Return the anchors that GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if re.match(r"https?:|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in anchors_of(file)):
            broken.append(target)

    assert not broken


def commands_of(page: Path) -> list[str]:
    """Return the calls of `manage.py` in a page's blocks, and those in its sentences without their arguments."""
    text = page.read_text().replace("\\\n", " ")
    blocks = [match[1] for match in re.finditer(r"^(?:    |\t).*?manage\.py (.*?)(?:  +#.*)?$", text, re.MULTILINE)]
    return [*blocks, *re.findall(r"`(?:\S+ )?manage\.py ([\w-]+(?: --[\w-]+)*)", text)]


CALLS = [(page, call) for page in PAGES for call in commands_of(page)]


def test_the_documentation_names_commands() -> None:
    assert len(CALLS) > 30


@pytest.mark.parametrize(("page", "call"), CALLS, ids=lambda value: str(getattr(value, "name", value)))
def test_commands_exist_and_have_their_options(page: Path, call: str) -> None:
    name, *words = [word for word in shlex.split(call, comments=True) if word not in ("…", "\\")]
    command = load_command_class(get_commands()[name], name)
    known = {option for action in command.create_parser("manage.py", name)._actions for option in action.option_strings}

    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_benchmarks_that_are_named_exist(page: Path) -> None:
    named = set(re.findall(r"python -m (benchmarks\.\w+)", page.read_text()))

    assert all((ROOT / Path(*name.split(".")).with_suffix(".py")).exists() for name in named)
