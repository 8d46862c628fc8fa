"""What the tests of job pages share with those of jobs."""

from tests.jobs.conftest import tiny

__all__ = ["tiny"]
