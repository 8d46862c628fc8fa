"""Queue jobs and print their ids: `python -m tests.jobs.queue_jobs ALGORITHM COUNT JSON`, with their options.

The algorithm "online" stands for online jobs.
"""

import json
import sys

import django

django.setup()

from tests.jobs.makers import queued_job, waiting_custom_job  # noqa: E402 - Django must be set up first

algorithm, count, options = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
for number in range(count):
    email, client = f"owner{number}@example.org", f"client{number % 7}"
    job = (
        queued_job(**options)
        if algorithm == "online"
        else waiting_custom_job(algorithm=algorithm, email=email, client=client, **options)
    )
    print(job.pk.hex)
