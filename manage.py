#!/usr/bin/env python
"""Django's command line for ImageTransfer."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; a bad setting ends it with one plain line instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imagetransfer.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"manage.py: {error}")


if __name__ == "__main__":
    main()
