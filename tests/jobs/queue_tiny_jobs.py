"""Queue jobs of the tests' own algorithm and print their ids: `python -m tests.jobs.queue_tiny_jobs COUNT SECONDS`."""

import sys

import django

django.setup()

from tests.jobs.makers import waiting_custom_job  # noqa: E402 - Django must be set up first

STEPS = 8
count, seconds = int(sys.argv[1]), float(sys.argv[2])
for number in range(count):
    job = waiting_custom_job(
        email=f"owner{number}@example.org", client=f"client{number % 7}", steps=STEPS, pause=seconds / STEPS
    )
    print(job.pk.hex)
