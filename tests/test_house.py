"""The rules of the house: who may import whom, how long files and functions are, where tests lie."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 200  # lines
LONGEST_FUNCTION = 30  # lines, its docstring not counted
LONGER_FILES = {Path("imagetransfer/settings.py")}  # one list of settings, as Django has it

# The rooms of the algorithms, from the ground up: a room imports rooms of lower floors only.
FLOORS = (
    ("errors", "translatable"),
    ("option_fields", "io"),
    ("filters", "optimise", "training", "styles"),
    ("colour", "perceptual"),
    ("regions", "painting"),
    ("gatys", "neighbours", "luan", "johnson", "grading"),
    ("stylize", "wall", "showcase", "recipes"),
)

# The packages may import of ours what stands here, besides themselves; a longer name stands for that module only.
ERRORS = {"algorithms.errors", "imagetransfer.errors", "imagetransfer.disk_full"}
SITE_APP = ERRORS | {
    "imagetransfer.files",
    "imagetransfer.pictures",
    "imagetransfer.jobs",
    "algorithms.option_fields",
    "algorithms.styles.catalogue",
    "algorithms.styles.options",
    "algorithms.styles.options_text",
    "algorithms.styles.unlisted",
}
# Of the science, what every process may load.
LIGHT = (
    "algorithms.recipes.presets",
    "algorithms.errors",
    "algorithms.option_fields",
    "algorithms.translatable",
    "algorithms.styles.catalogue",
    "algorithms.styles.options",
    "algorithms.styles.options_text",
    "algorithms.styles.unlisted",
    "algorithms.gatys.options",
    "algorithms.luan.options",
    "algorithms.neighbours.options",
    "algorithms.training.options",
    "algorithms.io.atomic_file",
    "algorithms.johnson.browser_file",
    "algorithms.johnson.style_params",
)
MAY_IMPORT = {
    "algorithms": set[str](),
    "segmentation": {"algorithms"},
    "imagetransfer.pictures": ERRORS,
    "imagetransfer.files": ERRORS | {"algorithms.styles.catalogue", "algorithms.io.atomic_file"},
    "imagetransfer.outbox": ERRORS | {"imagetransfer.files"},
    "imagetransfer.jobs": ERRORS
    | {f"imagetransfer.{name}" for name in ("log_context", "files", "pictures", "outbox")}
    | {"algorithms", "segmentation"},
    "imagetransfer.limits": ERRORS | {"imagetransfer.error_pages", "imagetransfer.jobs.clients"},
    "imagetransfer.science": {
        "imagetransfer.files",
        "imagetransfer.home.views",
        "imagetransfer.pictures",
        "imagetransfer.jobs",
        "algorithms",
        "segmentation",
    },
    "imagetransfer.home": SITE_APP,
    "imagetransfer.online": SITE_APP | {"imagetransfer.styles"},
    "imagetransfer.live": SITE_APP
    | {"imagetransfer.browser_permissions", "imagetransfer.online"}
    | {"algorithms.johnson.browser_file", "algorithms.johnson.style_params"},
    "imagetransfer.job_pages": SITE_APP | {"imagetransfer.online", "imagetransfer.styles"},
    "imagetransfer.styles": SITE_APP | {"algorithms.styles.catalogue_file", "algorithms.training.options"},
    "imagetransfer.custom": SITE_APP | {"imagetransfer.outbox"},
    "imagetransfer.gallery": SITE_APP | {"imagetransfer.outbox"},
    "imagetransfer.api": SITE_APP
    | {f"imagetransfer.{app}" for app in ("online", "custom", "gallery", "styles", "outbox", "limits", "operations")},
    "imagetransfer.operations": ERRORS
    | {"imagetransfer.files", "imagetransfer.log_context", "imagetransfer.jobs", "imagetransfer.outbox"}
    | {"algorithms.styles.catalogue"},
    "imagetransfer.server": {"imagetransfer.environment", "imagetransfer.disk_full", "imagetransfer.wsgi"}
    | {"imagetransfer.pictures.decoders"},
    "imagetransfer.upkeep": {f"imagetransfer.{app}" for app in ("files", "jobs", "outbox", "styles", "gallery", "api")},
    "imagetransfer": {"imagetransfer.environment", *ERRORS},
}
HEAVY = ("tensorflow", "keras")
RUNS_ALGORITHMS = (
    "imagetransfer/jobs/tasks.py",
    "imagetransfer/jobs/region_work.py",
    "imagetransfer/jobs/custom_algorithm.py",
    "imagetransfer/jobs/custom_algorithms.py",
    "imagetransfer/jobs/custom_work.py",
    "imagetransfer/jobs/training_work.py",
    "imagetransfer/jobs/own_style_work.py",
    "imagetransfer/jobs/photo_work.py",
    "imagetransfer/science/management/",
)
RECIPES = "algorithms.recipes"
USE_RECIPES = ("imagetransfer/science/management/", "imagetransfer/jobs/custom_algorithm", "algorithms/recipes/")


def files_in(*folders: str) -> list[Path]:
    """Return the Python files in folders of the repository, relative to its root."""
    return sorted(path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))


SCIENCE = files_in("algorithms", "segmentation")
SITE = files_in("imagetransfer")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def imports_of(path: Path, *, only_at_start: bool = False) -> Iterator[tuple[int, str]]:
    """Yield line and full name of every module, or name in a module, that a file imports."""
    package = list(path.parent.parts)
    tree = tree_of(path)
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


def functions_of(path: Path) -> Iterator[tuple[int, str, int]]:
    """Yield line, name and length of every function of a file, docstrings not counted."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = ast.get_docstring(node, clean=False) is not None
            docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
            yield node.lineno, node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def floor_of(name: str) -> int:
    """Return the floor of a room, by the dotted name of a module in it; the package `algorithms` itself is the top."""
    room = name.split(".")[1] if "." in name else ""
    return next((floor for floor, rooms in enumerate(FLOORS) if room in rooms), len(FLOORS))


def test_a_file_imports_only_what_its_package_may() -> None:
    broken = []
    for path in (*SCIENCE, *SITE):
        package = package_of(path)
        allowed = MAY_IMPORT[package] | ({package} if package != "imagetransfer" else set())
        broken += [
            f"{path}:{line} imports {name}; {package} may import of ours: {', '.join(sorted(allowed))}."
            for line, name in imports_of(path)
            if name.split(".")[0] in ("algorithms", "segmentation", "imagetransfer")
            and not any(is_within(name, other) for other in allowed)
        ]

    assert not broken, "\n".join(broken)


def test_every_room_of_the_algorithms_has_a_floor() -> None:
    rooms = {path.with_suffix("").parts[1] for path in files_in("algorithms")} - {"__init__"}

    assert rooms == {room for floor in FLOORS for room in floor}


def test_a_room_of_the_algorithms_imports_only_rooms_of_lower_floors() -> None:
    broken = [
        f"{path}:{line} imports {name}; its room may import those of floors below {floor_of(own)} only."
        for path in files_in("algorithms")
        for own in [".".join(path.with_suffix("").parts)]
        for line, name in imports_of(path)
        if is_within(name, "algorithms")
        and name.split(".")[1] != path.with_suffix("").parts[1]
        and floor_of(name) >= floor_of(own)
    ]

    assert not broken, "\n".join(broken)


def test_only_commands_and_custom_jobs_import_recipes() -> None:
    broken = [
        f"{path}:{line} imports {name}; recipes are for commands and custom jobs."
        for path in (*SCIENCE, *SITE)
        for line, name in imports_of(path)
        if is_within(name, RECIPES) and not str(path).startswith(USE_RECIPES)
    ]

    assert not broken, "\n".join(broken)


def test_the_science_does_not_know_django() -> None:
    broken = [
        f"{path}:{line} imports {name}."
        for path in SCIENCE
        for line, name in imports_of(path)
        if is_within(name, "django")
    ]

    assert not broken, "\n".join(broken)


def test_only_the_tasks_and_the_commands_run_algorithms_and_only_from_within_functions() -> None:
    broken = [
        f"{path}:{line} imports {name}, which loads TensorFlow into this process."
        for path in SITE
        for line, name in imports_of(path, only_at_start=str(path).startswith(RUNS_ALGORITHMS))
        if name.split(".")[0] in (*HEAVY, "algorithms", "segmentation") and not name.startswith(LIGHT)
    ]

    assert not broken, "\n".join(broken)


def test_no_file_is_long() -> None:
    lengths = {
        path: len((ROOT / path).read_text().splitlines())
        for path in (*SCIENCE, *SITE, *files_in("clients"))
        if "migrations" not in path.parts and path not in LONGER_FILES
    }
    broken = [f"{path}:{lines} has {lines} lines." for path, lines in lengths.items() if lines > LONGEST_FILE]

    assert not broken, "\n".join([f"A file has at most {LONGEST_FILE} lines; split these:", *broken])


def test_no_function_is_long() -> None:
    broken = [
        f"{path}:{line} {name} has {length} lines."
        for path in (*SCIENCE, *SITE, *files_in("clients"))
        for line, name, length in functions_of(path)
        if length > LONGEST_FUNCTION
    ]

    assert not broken, "\n".join(
        [f"A function has at most {LONGEST_FUNCTION} lines, its docstring not counted; split these:", *broken]
    )


def test_every_science_module_has_a_test_file_of_its_name() -> None:
    broken = [
        f"{path} has no test file tests/{path.parent}/test_{path.name}."
        for path in SCIENCE
        if path.name != "__init__.py" and not (ROOT / "tests" / path.parent / f"test_{path.name}").exists()
    ]

    assert not broken, "\n".join(broken)
