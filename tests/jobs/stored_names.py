"""Print the names of the stored files in a folder of the store: `python -m tests.jobs.stored_names FOLDER`."""

import sys

import django

django.setup()

from imagetransfer.files.store import store  # noqa: E402 - Django must be set up first

for file in store().listing(sys.argv[1]):
    print(file.name)
