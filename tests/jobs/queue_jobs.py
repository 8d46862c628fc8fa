"""Queue custom jobs and print their ids: `python -m tests.jobs.queue_jobs ALGORITHM COUNT JSON`, with their options."""

import json
import sys

import django

django.setup()

from tests.jobs.makers import waiting_custom_job  # noqa: E402 - Django must be set up first

algorithm, count, options = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
for number in range(count):
    email, client = f"owner{number}@example.org", f"client{number % 7}"
    print(waiting_custom_job(algorithm=algorithm, email=email, client=client, **options).pk.hex)
