"""SECURITY.md names tests: each must exist."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
_NAMED = re.compile(r"`(?:(?P<file>[\w/]+\.py)(?:::)?|…)(?P<test>test_\w+)?`")


def test_every_test_that_keeps_a_promise_exists() -> None:
    file, missing, found = "", [], 0
    for named in _NAMED.finditer((TESTS.parent / "SECURITY.md").read_text()):
        file = named["file"] or file
        found += 1
        source = TESTS / file
        if not source.exists() or f"def {named['test'] or 'test_'}" not in source.read_text():
            missing.append(f"{file}::{named['test']}")

    assert not missing
    assert found > 20
