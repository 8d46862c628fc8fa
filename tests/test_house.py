"""The import table of the house: who may import whom. CONTRIBUTING.md explains why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each package may import of ours, besides itself; a longer name stands for that module only.
SITE_APP = {
    "imagetransfer.pictures",
    "imagetransfer.jobs",
    "algorithms.styles.catalogue",
    "algorithms.styles.options",
    "algorithms.styles.options_text",
}
# Of the science, what every process may load.
LIGHT = (
    "algorithms.styles.catalogue",
    "algorithms.styles.options",
    "algorithms.styles.options_text",
    "algorithms.gatys.options",
    "algorithms.luan.options",
    "algorithms.training.options",
    "algorithms.io.atomic_file",
)
MAY_IMPORT = {
    "algorithms": set[str](),
    "segmentation": {"algorithms"},
    "imagetransfer.pictures": set[str](),
    "imagetransfer.outbox": {"algorithms.io.atomic_file"},
    "imagetransfer.jobs": {"imagetransfer.pictures", "imagetransfer.outbox", "algorithms", "segmentation"},
    "imagetransfer.science": {"imagetransfer.pictures", "imagetransfer.jobs", "algorithms", "segmentation"},
    "imagetransfer.home": SITE_APP,
    "imagetransfer.online": SITE_APP,
    "imagetransfer.styles": SITE_APP | {"algorithms.styles.catalogue_file", "algorithms.training.options"},
    "imagetransfer.custom": SITE_APP | {"imagetransfer.outbox"},
    "imagetransfer.gallery": SITE_APP | {"imagetransfer.outbox"},
    "imagetransfer.api": SITE_APP
    | {f"imagetransfer.{app}" for app in ("online", "custom", "gallery", "styles", "outbox")},
    "imagetransfer": {"imagetransfer.environment"},
}
HEAVY = ("tensorflow", "keras")
RUNS_ALGORITHMS = (
    "imagetransfer/jobs/tasks.py",
    "imagetransfer/jobs/region_work.py",
    "imagetransfer/jobs/custom_algorithms.py",
    "imagetransfer/jobs/custom_work.py",
    "imagetransfer/jobs/training_work.py",
    "imagetransfer/science/management/",
)

FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("algorithms", "segmentation", "imagetransfer")
    for path in (ROOT / folder).rglob("*.py")
)


def imports_of(path: Path, *, only_at_start: bool = False) -> Iterator[tuple[int, str]]:
    """Yield line and full name of every module, or name in a module, that a file imports."""
    package = list(path.parent.parts)
    tree = ast.parse((ROOT / path).read_text())
    for node in tree.body if only_at_start else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def package_of(path: Path) -> str:
    name = ".".join(path.with_suffix("").parts)
    return max((package for package in MAY_IMPORT if is_within(name, package)), key=len)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_imports_only_what_its_package_may(path: Path) -> None:
    package = package_of(path)
    allowed = MAY_IMPORT[package] | ({package} if package != "imagetransfer" else set())
    broken = [
        f"{path}:{line} imports {name}; {package} may import of ours: {', '.join(sorted(allowed))}."
        for line, name in imports_of(path)
        if name.split(".")[0] in ("algorithms", "segmentation", "imagetransfer")
        and not any(is_within(name, other) for other in allowed)
    ]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[0] != "imagetransfer"], ids=str)
def test_the_science_does_not_know_django(path: Path) -> None:
    broken = [f"{path}:{line} imports {name}." for line, name in imports_of(path) if is_within(name, "django")]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[0] == "imagetransfer"], ids=str)
def test_only_the_tasks_and_the_commands_run_algorithms_and_only_from_within_functions(path: Path) -> None:
    science = [
        (line, name)
        for line, name in imports_of(path, only_at_start=str(path).startswith(RUNS_ALGORITHMS))
        if name.split(".")[0] in (*HEAVY, "algorithms", "segmentation") and not name.startswith(LIGHT)
    ]
    broken = [f"{path}:{line} imports {name}, which loads TensorFlow into this process." for line, name in science]

    assert not broken, "\n".join(broken)
