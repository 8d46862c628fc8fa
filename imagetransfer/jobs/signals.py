"""Moments at which apps that `jobs` does not know do their share."""

from django.dispatch import Signal

swept = Signal()
"""Sent every few seconds by the sweeper, and when somebody calls `manage.py sweep --once`."""
